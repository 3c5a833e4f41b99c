import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { envVar } from '../../local/run.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { chainChanges, endOf } from '../../shared/domain/ledger/chain.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { type VoterEpoch, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { openLocalRun } from '../../team/deployment.ts'
import { anAccountEvent } from '../builders/account-events.ts'
import { bothClocks } from '../builders/values.ts'
import { beginImport, changeBreakerBy, fromNow, itemOf, setItem } from './items.ts'
import {
  ApiClient,
  captchaCode,
  eventually,
  expectStatus,
  identifierIn,
  opensBooth,
  phoneNumber,
  requestAccepted,
  requestReissue,
  signIn,
  stateReached,
} from './local-run.ts'
import { cancellationIn, mailSaying, mailsTo, passwordLinkIn, setFate } from './mails.ts'
import { phonesWalk } from './phones-walk.ts'
import { putOnQueue, putSms, requeueDuringSuspension, waitForMail } from './queued-sms.ts'
import { tryUntilRefused } from './waits.ts'
import { shortenSessions, type WatchedRun } from './watched-run.ts'

let run: WatchedRun
let voters: DemoVoter[] = []
const voterNumber = (index: number) => voters[index] as DemoVoter

export async function votersWalk(watched: WatchedRun): Promise<void> {
  run = watched
  voters = Array.from({ length: 20 }, () => run.anotherVoter())
  const voter = voterNumber(0)
  const client = await signIn(run, voter)
  const stranger = new ApiClient(run.siteUrl)
  const wrong = { json: { email: voter.email, password: 'not the password' } }
  expectStatus(await stranger.send('POST', '/api/session', wrong), 401)

  expectStatus(await client.send('POST', '/api/reissues', { json: {} }), 400)
  const first = await requestAccepted(client, voter, phoneNumber(1))
  expectStatus(await requestReissue(client, voter, phoneNumber(1)), 409)
  await sendUntil('delivered', client, first)
  expect(await opensBooth(client, voter, 'B500 0000 0000')).toBe(false)
  await idle()
  await setItem(run, 'REISSUES_TABLE', { reissueId: first }, { expectedAt: fromNow(-1) })
  expectStatus(await client.send('POST', `/api/reissues/${first}/not-received`), 204)
  const sms = run.handset.texts[0]?.body ?? ''
  expect(await opensBooth(client, voter, identifierIn(sms))).toBe(true)
  await idle()
  expectStatus(await client.send('GET', '/api/booth'), 200)
  // Failed after the hand-over, refused by SNS, then throttled.
  run.handset.outcomeOf = () => ({ failure: 'No quota left for account' })
  const second = await requestAccepted(client, voter, phoneNumber(2))
  await sendUntil('failed', client, second)
  run.handset.outcomeOf = () => ({ failure: 'Phone has blocked SMS' })
  await changeBreakerBy(run, 'try')
  run.handset.refusalOf = () => ({
    status: 400,
    code: 'InvalidParameter',
    message: 'Invalid parameter: PhoneNumber Reason: is not valid to publish to',
  })
  const third = await requestAccepted(client, voter, phoneNumber(3))
  await sendUntil('failed', client, third)
  await changeBreakerBy(run, 'close')
  let throttled = 0
  run.handset.refusalOf = () =>
    throttled++ > 0 ? undefined : { status: 400, code: 'Throttled', message: 'Rate exceeded' }
  const fourth = await requestAccepted(client, voter, phoneNumber(4))
  await putSms(run, fourth)
  await eventually('SNS throttles it', () =>
    run.lines.some((line) => line.includes('sms.not-taken') && line.includes(fourth)),
  )
  await run.retryNow(smsQueueName())
  await stateReached(client, fourth, 'failed')
  run.handset.refusalOf = () => undefined

  const other = voterNumber(1)
  const otherClient = await signIn(run, other)
  const mistyped = await requestAccepted(otherClient, other, phoneNumber(9))
  await setItem(run, 'REISSUES_TABLE', { reissueId: mistyped }, { heldOn: '2026-11-24' })
  expectStatus(await otherClient.send('POST', `/api/reissues/${mistyped}/withdraw`), 204)
  const cancelled = await requestAccepted(otherClient, other, phoneNumber(5))
  const confirmation = await mailSaying(run, other.email, new RegExp(cancelled))
  await setItem(run, 'REISSUES_TABLE', { reissueId: cancelled }, { heldOn: '2026-11-24' })
  const [, token] = cancellationIn(confirmation, cancelled).split(`${cancelled}.`)
  const cancelling = { json: { token } }
  expectStatus(await stranger.send('POST', `/api/reissues/${cancelled}/cancel`, cancelling), 204)
  await withoutDecision()
  await account()
  await phonesWalk(run, voterNumber(7))
  await fillDay()

  const late = voterNumber(2)
  const lateClient = await signIn(run, late)
  const held = await requestAccepted(lateClient, late, phoneNumber(6))
  await putSms(run, held)
  await eventually('it is held', () => run.lines.some((line) => line.includes('sms.held')))

  const refusing = voterNumber(19)
  await setFate(run, refusing.email, 'refused')
  await requestAccepted(await signIn(run, refusing), refusing, phoneNumber(19))
  await eventually('it bounced', () => run.lines.some((line) => line.includes('mail.failed')))
  await idle()
  expectStatus(await client.send('GET', '/api/voter'), 200)
  const told = putOnQueue(run, 'ACCOUNT_EVENT_QUEUE_URL', anAccountEvent())
  await Promise.all([told, postponeUnreadable(), beginImport(run)])
  await requeueOverdue(held, first)
  await anotherWrites()
  await withoutTokens(first)
  for (const path of ['account/link-wait', 'service-status', 'calendar', 'sessions'])
    expectStatus(await client.send('GET', `/api/${path}`), 200)
  expectStatus(await client.send('DELETE', '/api/sessions/others'), 204)
  const voterId = voterIdOf(run.keys, other.email)
  const { sessionEpoch } = (await itemOf(run, 'VOTERS_TABLE', { voterId })) as VoterEpoch
  const ending = sessionsLink(run.siteUrl, run.keys, { voterId, sessionEpoch }).split('#')[1]
  const body = { json: { token: ending } }
  expectStatus(await stranger.send('POST', '/api/account/end-sessions', body), 204)
  expectStatus(await client.send('DELETE', '/api/session'), 204)
  expectStatus(await client.send('GET', '/api/nowhere'), 404)
  await requeueDuringSuspension(run, held, run.calls)
}

export const smsDailyCap = 16

async function fillDay(): Promise<void> {
  const smsDays = dynamoSmsDays(run.database, envVar(run.app, 'SMS_DAYS_TABLE'))
  await smsDays.raiseCount(electionDayOf(bothClocks(Date.now()), 'Europe/Paris'), smsDailyCap)
}

/** A malformed phone item makes a request fail after its admission. */
async function withoutDecision(): Promise<void> {
  const voter = voterNumber(6)
  const client = await signIn(run, voter)
  const phone = phoneNumber(5)
  const phoneHash = hashPhone(run.keys, phone as Phone)
  await setItem(run, 'PHONES_TABLE', { phoneHash }, { freedAt: 0 })
  expectStatus(await requestReissue(client, voter, phone), 500)
}

async function account(): Promise<void> {
  const [client, stranger] = [new ApiClient(run.siteUrl), new ApiClient(run.siteUrl)]
  const known = { email: voterNumber(4).email, wants: 'sign-in-code' }
  expectStatus(await client.send('POST', '/api/account/link', { json: known }), 202)
  await mailsTo(run, known.email, 1)
  const voter = { ...voterNumber(3), password: 'la barque du phare' }
  const { email, password, identifier } = voter
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  const [mail] = await mailsTo(run, email, 1)
  const json = { token: passwordLinkIn(mail).split('#')[1], password }
  expectStatus(await client.send('PUT', '/api/account/password', { json }), 204)
  client.cookies.clear()
  const code = async (path: string) => {
    const { id, audio } = expectStatus(await client.send('POST', path), 201).body
    expectStatus(await stranger.send('GET', audio), 200)
    return { id, code: captchaCode }
  }
  await tryUntilRefused(client, '/api/session', { email })
  const signingIn = { email, password, captcha: await code('/api/session/captchas') }
  expectStatus(await client.send('POST', '/api/session', { json: signingIn }), 204)
  client.cookies.delete('__Host-device')
  await tryUntilRefused(client, '/api/booth/session', { identifier })
  const entering = { identifier, password, captcha: await code('/api/captchas') }
  expectStatus(await client.send('POST', '/api/booth/session', { json: entering }), 204)
  expectStatus(await requestReissue(client, voter, phoneNumber(7)), 403)
  await mailSaying(run, email, /refusée/)
}

const smsQueueName = () =>
  run.app.queues.find(({ url }) => url === envVar(run.app, 'SMS_QUEUE_URL'))?.name ?? ''

async function sendUntil(state: string, client: ApiClient, reissueId: string): Promise<void> {
  await putSms(run, reissueId)
  await stateReached(client, reissueId, state)
}

const idle = () => shortenSessions(run, 'SESSIONS_TABLE', 1200)

async function postponeUnreadable(): Promise<void> {
  for (const { queue } of run.app.consumers) {
    await run.sqs.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'poison', DelaySeconds: 0 }),
    )
  }
  await eventually('each consumer puts it off', () => {
    const postponing = run.calls.filter(({ action }) => action === 'sqs:ChangeMessageVisibility')
    const functions = new Set(postponing.map(({ functionName }) => functionName))
    return run.app.consumers.every(({ functionName }) => functions.has(functionName))
  })
}

async function waitForMails(...reissueIds: string[]): Promise<void> {
  for (const reissueId of reissueIds) await waitForMail(run, reissueId)
}

async function requeueOverdue(held: string, sent: string): Promise<void> {
  const requeue = () =>
    Promise.all(run.app.schedules.map((one) => run.lambdas.invoke(one.functionName, {})))
  await requeue() // Queues the held request's mail.
  await waitForMails(held, sent)
  const past = bothClocks(0).toISOString()
  const overdue = { requestedAt: past, smsDueAt: past, mailDueAt: past }
  await setItem(run, 'REISSUES_TABLE', { reissueId: held }, overdue)
  await setItem(run, 'REISSUES_TABLE', { reissueId: sent }, { mailDueAt: past })
  await requeue()
}

async function anotherWrites(): Promise<void> {
  const { s3, outputs, close } = await openLocalRun(Number(new URL(run.siteUrl).port))
  const segments = s3Texts(s3, outputs.LedgerBucket, 'segments')
  const entry = { event: 'another', at: new Date(), table: 'voters', record: 'r', fields: [] }
  await eventually('a segment is written', async () => {
    const last = await segments.lastNumber()
    const end = endOf(await segments.read(last))
    return segments.put(last + 1, chainChanges(end, [{ ...entry, change: 'modify' }]).lines)
  })
  close()
}

async function withoutTokens(sent: string): Promise<void> {
  await waitForMails(sent)
  const rate = { rate: 'mails' }
  await setItem(run, 'MAIL_TURNS_TABLE', rate, { freeAt: Date.now() + 55_000 })
  await setItem(run, 'REISSUES_TABLE', { reissueId: sent }, { mailDueAt: new Date().toISOString() })
  await putOnQueue(run, 'NEWS_QUEUE_URL', { reissueId: sent })
  const voter = voterNumber(4)
  const client = await signIn(run, voter)
  const asked = await requestAccepted(client, voter, phoneNumber(8))
  const { email } = voterNumber(5)
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  const seen = (text: string) => run.lines.some((line) => line.includes(text))
  await eventually('all three kinds wait', () =>
    ['"kind":"cancel-link"', '"kind":"news"', '"mailing":"no-token"'].every(seen),
  )
  await setItem(run, 'REISSUES_TABLE', { reissueId: asked }, { requestedAt: fromNow(-1800) })
  await setItem(run, 'MAIL_TURNS_TABLE', rate, { freeAt: 0 })
  await waitForMails(asked, sent)
  await mailsTo(run, email, 1)
}
