import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/engines.ts'
import { variable } from '../../local/run.ts'
import {
  button,
  expectAccessible,
  expectCalmVisit,
  field,
  launchChromium,
  link,
  noChromium,
  read,
  startVisit,
  tabTo,
  title,
  type Visit,
} from './browser.ts'
import {
  ApiClient,
  eventually,
  expectStatus,
  type LocalRun,
  mails,
  opensBooth,
  phoneNumber,
  putOnQueue,
  requestAccepted,
  requestReissue,
  runLocally,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'

let browser: Browser | undefined
let run: LocalRun
let database: DynamoDBDocumentClient
let visit: Visit
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
  if (!browser && process.env.CI === 'true') throw new Error(noChromium)
  // Nothing leaves but what a test puts on the queue: there is time to cancel.
  run = await runLocally({
    electionChanges: { smsDelaySeconds: 900 },
    receiptDelayMilliseconds: 100,
  })
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: run.engines.dynamodbEndpoint })
  database = DynamoDBDocumentClient.from(client)
})

afterAll(async () => {
  await browser?.close()
  await run?.stop()
  database?.destroy()
})

beforeEach(async (context) => {
  run.handset.receiptOf = () => 'SUCCESS'
  if (!browser) return context.skip(noChromium)
  visit = await startVisit(browser, run.siteUrl)
  page = visit.page
  return () => visit.close()
})

let asked = 0

interface Asked {
  voter: DemoVoter
  client: ApiClient
  phone: string
  reissueId: string
}

async function anAcceptedRequest(): Promise<Asked> {
  const voter = run.voters[asked++] as DemoVoter
  const client = await signIn(run, voter)
  const phone = phoneNumber(asked)
  return { voter, client, phone, reissueId: await requestAccepted(client, voter, phone) }
}

const send = ({ reissueId }: Pick<Asked, 'reissueId'>) =>
  putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })

/** The link of the confirmation, as the voter would click it. */
async function linkOf({ voter, reissueId }: Asked): Promise<string> {
  return eventually('the e-mail with the link arrives', async () => {
    const received = (await mails(run)).filter(({ destination }) =>
      destination.to.includes(voter.email),
    )
    const texts = received.map(({ body }) => body.text ?? '').join('\n')
    return new RegExp(`^http://localhost:\\d+/annuler/#${reissueId}\\.[\\w-]{43}$`, 'm').exec(
      texts,
    )?.[0]
  })
}

async function showSpace({ email, password }: DemoVoter): Promise<void> {
  await page.goto(run.siteUrl)
  await field(page, 'Adresse e-mail professionnelle').fill(email)
  await field(page, 'Mot de passe personnel').fill(password)
  await button(page, 'CONNEXION').click()
  await title(page, 'Mon espace électeur').waitFor()
}

const says = (text: string | RegExp) => page.getByText(text).first().waitFor()

test("the e-mail's link cancels nothing by itself, and one click stops the request", async () => {
  const one = await anAcceptedRequest()
  const address = await linkOf(one)
  for (const method of ['GET', 'HEAD'] as const) await fetch(address, { method })
  await page.goto(address)
  await says("Pour l'instant, rien n'est annulé.")
  await expectAccessible(page)
  // The link stays neither in the address bar nor in the history.
  expect(page.url()).toBe(`${run.siteUrl}/annuler/`)
  expect((await spaceOf(one.client)).reissue.latest.state).toBe('accepted')

  await tabTo(page, "Ce n'est pas moi : annuler la demande")
  await page.keyboard.press('Enter')
  await says('La demande est annulée.')
  await expectAccessible(page)

  expectStatus(await one.client.send('GET', '/api/voter'), 401)
  one.client = await signIn(run, one.voter)
  const { reissue } = await spaceOf(one.client)
  expect(reissue).toMatchObject({ remaining: 3, passwordChangeRequired: true })
  expect(reissue.latest.state).toBe('cancelled')
  await send(one)
  await eventually('the sender finds nothing to do', () =>
    run
      .linesOf('Delivery-SendIdentifier')
      .some((line) => line.includes('message.dropped') && line.includes(one.reissueId)),
  )
  expect(run.handset.texts.filter(({ phone }) => phone === one.phone)).toEqual([])
  expect(await opensBooth(one.client, one.voter, one.voter.identifier)).toBe(true)

  const again = expectStatus(await requestReissue(one.client, one.voter, one.phone), 403)
  expect(again.body.code).toBe('password-change-required')
  await showSpace(one.voter)
  await says('Cette demande a été annulée')
  expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
  await expectAccessible(page)
  // Whether this browser is signed in, and as whom, the page asks once the request is cancelled.
  expectCalmVisit(visit, ['401 /api/voter'])
})

test('a link serves once, for its own request, and says plainly when it is no good', async () => {
  const one = await anAcceptedRequest()
  const other = await anAcceptedRequest()
  const [, reissueId, token] = /#(.+)\.(.+)$/.exec(await linkOf(one)) as RegExpExecArray
  const client = new ApiClient(run.siteUrl)
  const cancel = (id: string, body: unknown) =>
    client.send('POST', `/api/reissues/${id}/cancel`, { json: body })
  expect((await cancel(other.reissueId, { token })).body.code).toBe('unknown-link')
  expect((await cancel(String(reissueId), { token: `${token}A` })).body.code).toBe('unknown-link')
  expect((await cancel(String(reissueId), { token })).status).toBe(204)
  expect((await cancel(String(reissueId), { token })).status).toBe(404)
  expect((await spaceOf(other.client)).reissue.latest.state).toBe('accepted')

  await page.goto(`${run.siteUrl}/annuler/#${reissueId}.${token}`)
  await button(page, "Ce n'est pas moi : annuler la demande").click()
  await says("Ce lien ne permet pas d'annuler une demande")
  await expectAccessible(page)
  await page.goto(`${run.siteUrl}/annuler/#cut-off`)
  await page.reload()
  await says("Le lien d'annulation est absent ou incomplet")
  await expectAccessible(page)
  expectCalmVisit(visit, [`404 /api/reissues/${reissueId}/cancel`])
})

test('a click that comes after the SMS says so, and whom to call', async () => {
  const one = await anAcceptedRequest()
  const address = await linkOf(one)
  await page.goto(address)
  await send(one)
  await stateReached(one.client, one.reissueId, 'delivered')
  await button(page, "Ce n'est pas moi : annuler la demande").click()
  await says('Il est trop tard pour annuler')
  await says("Appelez l'assistance maintenant")
  await expectAccessible(page)
  expectCalmVisit(visit, [`409 /api/reissues/${one.reissueId}/cancel`])
})

test('the page follows the SMS to the phone without being reloaded', async () => {
  const one = await anAcceptedRequest()
  await showSpace(one.voter)
  await says('Votre demande est enregistrée.')
  await send(one)
  await says('Le SMS est arrivé sur votre téléphone.')
  const steps = await page.locator('[data-progress-steps] li').allInnerTexts()
  expect(steps.map((step) => step.replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^Demande enregistrée à \d+ h \d\d$/),
    expect.stringMatching(/^SMS en cours d'envoi à \d+ h \d\d$/),
    expect.stringMatching(/^Remis à l'opérateur à \d+ h \d\d$/),
    expect.stringMatching(/^Arrivé sur votre téléphone à \d+ h \d\d$/),
  ])
  await expectAccessible(page)
  expectCalmVisit(visit)
})

test('an SMS that fails costs nothing, says why, and leads to the form to correct the number', async () => {
  run.handset.receiptOf = () => ({ failure: 'Phone is currently unreachable/unavailable' })
  const one = await anAcceptedRequest()
  await showSpace(one.voter)
  await send(one)
  await says("Le SMS n'a pas pu être remis.")
  await says('Le téléphone est éteint')
  await expectAccessible(page)
  expect((await spaceOf(one.client)).reissue).toMatchObject({
    remaining: 3,
    latest: { failure: 'unreachable' },
  })
  await link(page, 'Corriger le numéro et refaire la demande').click()
  await page.getByAltText('Image du code de sécurité').waitFor()
  expect(await read(page.locator('main'))).toContain(
    `au numéro qui se termine par ${one.phone.slice(-2)}`,
  )
  await expectAccessible(page)

  run.handset.receiptOf = () => 'SUCCESS'
  const reissueId = await requestAccepted(one.client, one.voter, phoneNumber(900))
  await send({ reissueId })
  await stateReached(one.client, reissueId, 'delivered')
  expect((await spaceOf(one.client)).reissue.remaining).toBe(2)
  expectCalmVisit(visit)
})

test('an SMS without a receipt is never called delivered, and says that one may ask again', async () => {
  run.handset.receiptOf = () => undefined
  const one = await anAcceptedRequest()
  await send(one)
  const { receiptDueAt } = await stateReached(one.client, one.reissueId, 'sent')
  expect(Date.parse(receiptDueAt)).toBeGreaterThan(Date.now())
  await showSpace(one.voter)
  await says('Le SMS peut encore arriver : attendez')
  await sentLongAgo(one)
  await page.reload()
  await says("sans accusé de réception : nous ne savons pas s'il est arrivé")
  await says("Remis à l'opérateur, sans accusé de réception")
  expect(await link(page, 'Demander un nouvel identifiant électeur').isVisible()).toBe(true)
  await expectAccessible(page)

  // The receipt that comes 72 hours later still tells the truth.
  const { messageId } = run.handset.texts.find(({ phone }) => phone === one.phone) ?? {}
  await run.receipts.deliver({ messageId: String(messageId), status: 'SUCCESS' })
  await stateReached(one.client, one.reissueId, 'delivered')
  expectCalmVisit(visit)
})

/** Moves the hand-over to SNS 72 hours back. */
async function sentLongAgo({ reissueId }: Asked): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: variable(run.app, 'REISSUES_TABLE'),
      Key: { reissueId },
      UpdateExpression: 'SET #history[2].#at = :at',
      ExpressionAttributeNames: { '#history': 'history', '#at': 'at' },
      ExpressionAttributeValues: { ':at': new Date(Date.now() - 72 * 3_600_000).toISOString() },
    }),
  )
}
