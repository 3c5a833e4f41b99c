import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { keysFrom } from '../builders/values.ts'
import { aPhone, aRollEntry, captchaCode, password, passwordHash } from '../builders/voters.ts'
import { keepCookie } from '../journey/cookies.ts'
import type { DeployedFunctions } from './deployed-functions.ts'

type Deliver = ReturnType<typeof received>

export type DrillVoter = Awaited<ReturnType<typeof aDrillVoter>>

/** A voter who acts on any environment while keys are rotated. Any refusal fails the test. */
export async function aDrillVoter(
  functions: DeployedFunctions,
  token: () => string,
  keys: ReturnType<typeof keysFrom>,
) {
  const entry = aRollEntry()
  const { email, numen, birthDate } = entry
  const phone = aPhone()
  const cookies = new Map<string, string>()
  const { mails, texts, throttles } = functions.standIns
  const reissue = { id: '' }
  let device = ''
  await functions.tables.voters.enrol({ ...enrol(keys, entry).voter, passwordHash })

  async function send(step: string, method: string, path: string, json?: object) {
    const [, id] = /^\/api\/reissues\/([^/]+)/.exec(path) ?? []
    const answer = await functions.call(step, token(), {
      ...{ method, path, cookies: [...cookies].map(([name, value]) => `${name}=${value}`) },
      ...(json && { body: JSON.stringify(json) }),
      ...(id && { pathParameters: { id } }),
    })
    for (const line of answer.cookies) keepCookie(cookies, line)
    return answer
  }

  async function done(status: number, ...sent: Parameters<typeof send>): Promise<{ id: string }> {
    const answer = await send(...sent)
    expect(answer.status, `${sent[0]} ${answer.text}`).toBe(status)
    return answer.json as { id: string }
  }

  async function signIn() {
    await done(204, 'sign-in', 'POST', '/api/session', { email, password })
    const [known = ''] = (cookies.get('__Host-device') ?? '').split('.')
    if (device) expect(known).toBe(device)
    device = known
  }

  const look = () => done(200, 'show-space', 'GET', '/api/voter')

  async function drawCode() {
    await look()
    const { id } = await done(201, 'create-captcha', 'POST', '/api/captchas', {})
    return { id, code: captchaCode }
  }

  async function ask(captcha: { id: string; code: string }) {
    const form = { phone, numen, birthDate, captcha }
    const { id } = await done(202, 'request-reissue', 'POST', '/api/reissues', form)
    reissue.id = id
    return { sms: received(functions, 'sms', id), mail: received(functions, 'mail', id) }
  }

  async function confirm(deliver: Deliver, refusals: 0 | 2) {
    const before = mails.length
    throttles.mails = refusals
    // A mailer on a busy machine may fail; the queue retries.
    if (await deliver('mail-voters')) await deliver('mail-voters')
    throttles.mails = 0
    expect(mails.length - before, 'mails').toBe(refusals === 0 ? 1 : 0)
  }

  const identifiers = () =>
    texts
      .filter((text) => text.phone === phone)
      .map(({ body }) => /B5\w\w \w{4} \w{4}/.exec(body)?.[0] ?? '')

  async function sendSms(deliver: Deliver, outcome: 'lost' | 'sent' | 'again') {
    const before = identifiers().length
    throttles.sms = outcome === 'lost' ? 1 : 0
    const sent = () => identifiers().length - before
    // A sender on a busy machine may miss its token; the queue retries.
    for (let tries = 0; tries < 3 && sent() === 0; tries++) await deliver('send-identifier')
    throttles.sms = 0
    expect(sent(), `SMS ${outcome}`).toBe(outcome === 'again' ? 0 : 1)
  }

  async function enterBooth() {
    const [identifier] = identifiers()
    await done(204, 'enter-booth', 'POST', '/api/booth/session', { identifier, password })
  }

  async function showBooth() {
    await enterBooth()
    await done(200, 'show-booth', 'GET', '/api/booth')
  }

  async function* looks(minutes: number) {
    for (let minute = 0; minute < minutes; minute++) yield look()
  }

  /** A minute passes at each `yield`. SNS loses its answers, so each SMS leaves several times and must be identical. */
  async function* journey() {
    yield signIn()
    yield look()
    const captcha = await drawCode()
    yield
    const queued = await ask(captcha)
    yield
    yield look()
    yield confirm(queued.mail, 2)
    yield look()
    yield confirm(received(functions, 'mail', reissue.id), 0)
    yield done(200, 'follow-reissue', 'GET', `/api/reissues/${reissue.id}`)
    yield sendSms(queued.sms, 'lost')
    yield* looks(4)
    yield sendSms(queued.sms, 'lost')
    yield* looks(4)
    yield sendSms(queued.sms, 'sent')
    yield sendSms(queued.sms, 'again')
    yield enterBooth()
    yield signIn()
    yield showBooth()
  }

  return {
    ...{ entry, email, cookies, reissue, steps: journey(), identifiers, signIn },
    async asksAgain() {
      await signIn()
      await ask(await drawCode())
    },
    async returns() {
      await signIn()
      await showBooth()
    },
    forgetDevice() {
      device = ''
    },
    space: async () => (await send('show-space', 'GET', '/api/voter')).status,
    async cancel(link: string) {
      const path = `/api/reissues/${reissue.id}/cancel`
      return (await send('cancel-reissue', 'POST', path, { token: link })).status
    },
  }
}

/** Takes a request's message from a queue. @returns a function that delivers it, with one more try each time */
function received(functions: DeployedFunctions, queue: string, about: string) {
  const body = functions.standIns.take(queue, about)
  const id = randomUUID()
  let tries = 0
  return (step: string) => functions.deliver(step, queue, id, ++tries, body)
}
