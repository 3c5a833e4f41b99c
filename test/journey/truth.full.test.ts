import { expect, onTestFinished } from 'vitest'
import { button, expectCleanVisit, link, read, tabTo, title } from './browser.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  type AcceptedRequest,
  anAcceptedRequest,
  eventually,
  expectStatus,
  type LocalRun,
  opensBooth,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { cancellationIn, mailSaying, mailsTo } from './mails.ts'
import { inMain, says, signInOnPage } from './pages.ts'
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
  await eventually('the sender finds nothing to do', () =>
    run
      .linesOf('Delivery-SendIdentifier')
      .some((line) => line.includes('message.dropped') && line.includes(one.reissueId)),
  )
  expect(run.textsTo(one.phone)).toEqual([])
  expect(await opensBooth(one.client, one.voter, one.voter.identifier)).toBe(true)

  const again = expectStatus(await requestReissue(one.client, one.voter, one.phone), 403)
  expect(again.body.code).toBe('password-change-required')
  await signInOnPage(page, run.siteUrl, one.voter)
  await says(page, 'Demande annulée à')
  await says(page, "créez-en d'abord un nouveau")
  expect(await button(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
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
