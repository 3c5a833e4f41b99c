import { expect, onTestFinished } from 'vitest'
import { envVar } from '../../local/run.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { button, expectCleanVisit, link, read, tabTo, title } from './browser.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  type AcceptedRequest,
  anAcceptedRequest,
  captchaCode,
  eventually,
  expectStatus,
  identifierIn,
  type LocalRun,
  opensBooth,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { cancellationIn, mailSaying, mailsTo } from './mails.ts'
import {
  fillForm,
  inMain,
  openForm,
  readForm,
  rightAnswers,
  says,
  sendForm,
  signInOnPage,
} from './pages.ts'
import { putSms } from './queued-sms.ts'
import { scanMails } from './scanned-mails.ts'
import { test } from './shared-run.ts'

function receiptsSay(
  { handset }: LocalRun,
  phone: string,
  fate: ReturnType<LocalRun['handset']['outcomeOf']>,
): void {
  const { outcomeOf } = handset
  handset.outcomeOf = (text) => (text.phone === phone ? fate : outcomeOf(text))
  onTestFinished(() => {
    handset.outcomeOf = outcomeOf
  })
}

const nothingToDo = (run: LocalRun, reissueId: string) =>
  eventually('the sender finds nothing to do', () =>
    run
      .linesOf('Delivery-SendIdentifier')
      .some((line) => line.includes('message.dropped') && line.includes(reissueId)),
  )

test('a mail scanner cancels no request and ends no session, and one click cancels it', async ({
  browser,
  page,
  run,
  visit,
}) => {
  const one = await anAcceptedRequest(run)
  const address = cancellationIn((await mailsTo(run, one.voter.email, 1))[0], one.reissueId)
  await signInOnPage(page, run.siteUrl, one.voter)
  expect(await scanMails({ run, browser }, one.voter.email, 1)).toContain(address)
  await page.goto(address)
  await says(page, "rien n'est annulé pour l'instant.")
  expect(page.url()).toBe(`${run.siteUrl}/annuler/`)
  const before = (await spaceOf(one.client)).reissue
  expect(before).toMatchObject({ remaining: 2, latest: { state: 'accepted' } })
  expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)

  await tabTo(page, "Ce n'est pas moi : annuler la demande")
  await page.keyboard.press('Enter')
  await says(page, 'La demande est annulée.')
  expect(await inMain(page)).toContain('Toutes vos connexions ont pris fin.')
  await button(page, 'DÉCONNEXION').waitFor({ state: 'detached' })
  expect(await link(page, 'Mon espace électeur').count()).toBe(0)
  await page.reload()
  await says(page, 'La demande est annulée.')
  await link(page, 'Créez un nouveau mot de passe').click()
  await title(page, 'Mot de passe personnel oublié ou première connexion').waitFor()
  expect(await button(page, 'DÉCONNEXION').count()).toBe(0)

  expectStatus(await one.client.send('GET', '/api/voter'), 401)
  one.client = await signIn(run, one.voter)
  const { reissue } = await spaceOf(one.client)
  expect(reissue).toMatchObject({ remaining: 3, passwordChangeRequired: true })
  expect(reissue.latest.state).toBe('cancelled')
  await putSms(run, one.reissueId)
  await nothingToDo(run, one.reissueId)
  expect(run.textsTo(one.phone)).toEqual([])
  expect(await opensBooth(one.client, one.voter, one.voter.identifier)).toBe(true)

  const again = expectStatus(await requestReissue(one.client, one.voter, one.phone), 403)
  expect(again.body.code).toBe('password-change-required')
  await signInOnPage(page, run.siteUrl, one.voter)
  await says(page, 'Demande annulée à')
  await says(page, "créez-en d'abord un nouveau")
  expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
  expectCleanVisit(visit, ['401 /api/voter'])
})

test('a failed SMS costs no request, and leads back to the form', async ({ page, run, visit }) => {
  const one = await anAcceptedRequest(run)
  receiptsSay(run, one.phone, { failure: 'Phone is currently unreachable/unavailable' })
  await signInOnPage(page, run.siteUrl, one.voter)
  await putSms(run, one.reissueId)
  await says(page, "n'a pas été remis")
  await says(page, 'Le téléphone semble éteint')
  expect((await spaceOf(one.client)).reissue).toMatchObject({
    remaining: 3,
    latest: { failure: 'unreachable' },
  })
  await mailSaying(run, one.voter.email, /"SMS non/)
  await link(page, 'Demander un autre SMS').click()
  await page.getByAltText('Image du code de sécurité').waitFor()
  expect(await read(page.locator('main'))).toContain(
    `au numéro se terminant par ${one.phone.slice(-2)}`,
  )

  const reissueId = await requestAccepted(one.client, one.voter, run.anotherPhone())
  await putSms(run, reissueId)
  await stateReached(one.client, reissueId, 'delivered')
  expect((await spaceOf(one.client)).reissue.remaining).toBe(2)
  expectCleanVisit(visit)
})

test('an SMS without a receipt is never called delivered', async ({ page, run, visit }) => {
  const one = await anAcceptedRequest(run)
  receiptsSay(run, one.phone, undefined)
  await putSms(run, one.reissueId)
  const { receiptDueAt } = await stateReached(one.client, one.reissueId, 'sent')
  expect(Date.parse(receiptDueAt)).toBeGreaterThan(Date.now())
  await signInOnPage(page, run.siteUrl, one.voter)
  await says(page, 'Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.')
  expect(await button(page, "Je ne l'ai pas reçu").isVisible()).toBe(false)
  await sentLongAgo(run, one)
  await page.reload()
  await says(page, "Nous ne savons pas s'il est arrivé.")
  for (let press = 0; press < 3; press++) await button(page, "Je ne l'ai pas reçu").click()
  await says(page, 'Le numéro ci-dessous se termine-t-il comme le vôtre')
  await says(page, one.phone.slice(-2))
  expect(await link(page, 'Vérifier le numéro et refaire une demande').isVisible()).toBe(true)
  expect(await link(page, "J'ai reçu le SMS : je vote").count()).toBe(0)
  await eventually('it is counted once', () =>
    run.linesOf('Api-WithdrawReissue').some((line) => line.includes(one.reissueId)),
  )
  expect(await link(page, 'Demander un nouvel identifiant électeur').isVisible()).toBe(true)

  const { messageId } = run.handset.texts.find(({ phone }) => phone === one.phone) ?? {}
  await run.receipts.deliver({ messageId: String(messageId), status: 'SUCCESS' })
  await stateReached(one.client, one.reissueId, 'delivered')
  expectCleanVisit(visit)
})

async function sentLongAgo(run: LocalRun, { reissueId }: AcceptedRequest): Promise<void> {
  const item = await itemOf(run, 'REISSUES_TABLE', { reissueId })
  const history = item?.history as { state: string }[]
  const sent = { state: 'sent', at: fromNow(-72 * 3600) }
  const changed = history.map((step) => (step.state === 'sent' ? sent : step))
  await setItem(run, 'REISSUES_TABLE', { reissueId }, { history: changed })
}

const wrongNumber = 'Je me suis trompé de numéro'
const waiting = 'Un SMS va vous être envoyé'

test('a voter corrects a mistyped number alone, and gets one SMS', async ({ page, run, visit }) => {
  const voter = run.anotherVoter()
  const [wrong, right] = [run.anotherPhone(), run.anotherPhone()]
  const client = await signIn(run, voter)
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  await fillForm(page, rightAnswers(voter, wrong))
  await sendForm(page)
  await says(page, waiting)
  await says(page, `Numéro se terminant par ${wrong.slice(-4, -2)} ${wrong.slice(-2)}`)
  const first = (await spaceOf(client)).reissue.latest.id
  await button(page, wrongNumber).click()

  await page.getByAltText('Image du code de sécurité').waitFor()
  expect(await readForm(page)).toEqual({ ...rightAnswers(voter, ''), code: '' })
  expect(await page.evaluate('document.activeElement.id')).toBe('phone')
  expect(await read(page.locator('main'))).toContain('Indiquez le bon numéro.')
  expect((await spaceOf(client)).reissue).toMatchObject({
    remaining: 3,
    passwordChangeRequired: false,
    latest: { state: 'cancelled', withdrawn: true },
  })
  await mailSaying(run, voter.email, /est retirée/)

  await fillForm(page, { phone: right, code: captchaCode })
  await sendForm(page)
  await says(page, waiting)
  const second = (await spaceOf(client)).reissue.latest.id
  for (const reissueId of [first, second]) await putSms(run, reissueId)
  await stateReached(client, second, 'delivered')
  await nothingToDo(run, first)
  expect([wrong, right].map((phone) => run.textsTo(phone).length)).toEqual([0, 1])
  await says(page, "SMS remis à l'opérateur")
  expect(await button(page, wrongNumber).isVisible()).toBe(false)
  expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(voter.numen)

  const withdraw = (id: string, by = client) => by.send('POST', `/api/reissues/${id}/withdraw`)
  expectStatus(await withdraw(first), 204)
  expect((await withdraw(second)).body.code).toBe('too-late')
  expectStatus(await withdraw(second, await signIn(run, run.anotherVoter())), 404)
  expectCleanVisit(visit)
})

test('a sender killed after SNS took the SMS sends the same identifier again', async ({ run }) => {
  const { voter, client, phone, reissueId } = await anAcceptedRequest(run)
  const derived = deriveIdentifier(run.keys, voterIdOf(run.keys, voter.email), reissueId)
  const identifier = identifierText(derived)
  const url = envVar(run.app, 'SMS_QUEUE_URL')
  const { queue, functionName = '' } =
    run.app.consumers.find(({ queue }) => queue.url === url) ?? {}
  const texts = () => run.textsTo(phone)
  const opening = async () => ({
    old: await opensBooth(client, voter, voter.identifier),
    new: await opensBooth(client, voter, identifier),
  })
  const refuse = () => undefined
  onTestFinished(() => {
    run.handset.refusalOf = refuse
  })
  run.handset.refusalOf = () => {
    run.handset.refusalOf = refuse
    void run.lambdas.terminate(functionName)
    return undefined
  }
  await putSms(run, reissueId)
  await eventually('SNS took the SMS', () => texts().length === 1)
  expect(await opening()).toEqual({ old: true, new: false })
  expect(await itemOf(run, 'REISSUES_TABLE', { reissueId })).toMatchObject({ state: 'sending' })

  await setItem(run, 'REISSUES_TABLE', { reissueId }, { leaseEndsAt: fromNow(-60) })
  await run.retryNow(queue?.name ?? '')
  await stateReached(client, reissueId, 'sent')
  expect(texts().map(identifierIn)).toEqual([identifier, identifier])
  expect(await opening()).toEqual({ old: false, new: true })

  const journal = run.lines.join('\n')
  expect(journal).toContain('identifier.sent')
  const secrets = [
    ...Object.values<string>({ ...voter }),
    identifier,
    derived,
    phone,
    phone.slice(3),
  ]
  for (const secret of secrets) expect(journal).not.toContain(secret)
})
