import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { phoneProofOf } from '../../shared/domain/account/phone-registration.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { toStored } from '../../shared/tables/stored.ts'
import { bothClocks } from '../builders/values.ts'
import { stopConsumer } from '../fire-drill/causes.ts'
import { callsPerKind, expectIndistinct, samplesOf, unknownEmailLike } from './indistinct.ts'
import { forgetPassword, keptCode, setItem } from './items.ts'
import { captchaCode, phoneNumber, signIn } from './local-run.ts'
import { type BareRun, bareClient, runWithoutCloudFront } from './without-cloudfront.ts'

const linkCalls = callsPerKind(2000)
const signInCalls = callsPerKind(150)
const codeCalls = callsPerKind(300)
const identityCalls = callsPerKind(100)

const triesOfAnAccount = 20
const accounts = Math.ceil(samplesOf(signInCalls) / triesOfAnAccount)
const linksKnown = Math.min(500, linkCalls)
const codesKnown = Math.min(200, codeCalls)

let run: BareRun
beforeAll(async () => {
  run = await runWithoutCloudFront({
    extraVoterCount: linksKnown + 2 * accounts + codesKnown + samplesOf(identityCalls) + 5,
    electionChanges: { smsDelaySeconds: 900 },
  })
  // Mailing thousands of links would distort the compared times.
  await stopConsumer(run, 'Link-Queue')
}, 600_000)
afterAll(() => run?.stop())

function voters(count: number) {
  const pool = Array.from({ length: count }, () => run.anotherVoter())
  return (sample: number) => pool[sample % count] as DemoVoter
}

let networks = 0
function anotherNetwork(): string {
  const network = ++networks
  return [10, (network >> 16) & 255, (network >> 8) & 255, network & 255].join('.')
}

async function answerTo(path: string, json: unknown, cookie?: string): Promise<string> {
  const { status, headers, body } = await run.call({
    ...{ method: 'POST', path, body: Buffer.from(JSON.stringify(json)) },
    headers: {
      'content-type': ['application/json'],
      'cloudfront-viewer-address': [`${anotherNetwork()}:443`],
      ...(cookie && { cookie: [cookie] }),
    },
  })
  const lasting = headers.filter(([name]) => name.toLowerCase() !== 'date')
  return JSON.stringify([status, lasting, body.toString()])
}

async function sessionOf(voter: DemoVoter): Promise<string> {
  const { cookies } = await signIn(run, voter, bareClient(run, anotherNetwork()))
  return `__Host-session=${cookies.get('__Host-session')}`
}

const codeOf = async ({ email }: DemoVoter) => (await keptCode(run, voterIdOf(run.keys, email))).id
const codeOfSignIn = async () => (await keptCode(run, signInOwner)).id

test(`a link request never reveals whether an address is known, by body, headers or time, ${linkCalls} times each`, async () => {
  const known = voters(linksKnown)
  // One extra read for known addresses gives 0.59, above the limit of 0.541.
  await expectIndistinct('link', {
    calls: linkCalls,
    kinds: ['known', 'unknown'],
    async prepare(kind, sample) {
      const { email } = known(sample)
      const json = { email: kind === 'known' ? email : unknownEmailLike(email) }
      return () => answerTo('/api/account/link', json)
    },
    answer: '[202,',
  })
}, 3_000_000)

test(`a wrong password never reveals whether an account or its password exists, ${signInCalls} times each`, async () => {
  const [withPassword, without] = [voters(accounts), voters(accounts)]
  for (let account = 0; account < accounts; account++) await forgetPassword(run, without(account))
  // These few calls only show whether argon2id ran; `npm run enumerate` measures more precisely.
  await expectIndistinct('sign-in', {
    calls: signInCalls,
    kinds: ['known', 'unknown', 'passwordless'],
    async prepare(kind, sample) {
      const { email } = (kind === 'passwordless' ? without : withPassword)(sample)
      const tried = kind === 'unknown' ? unknownEmailLike(email) : email
      return () => answerTo('/api/session', { email: tried, password: 'not the password' })
    },
    answer: '[401,',
    atOnce: 2,
  })
}, 3_000_000)

test(`a wrong captcha at sign-in never reveals whether an address is known, ${codeCalls} times each`, async () => {
  const known = voters(codesKnown)
  // A value bound to an account could reveal that it exists.
  const madeUp = { device: `${'d'.repeat(22)}.${'p'.repeat(43)}`, mailedCode: '123412341234' }
  // Reading the account first gave 0.569. So few calls rarely show it; the use case's test does.
  await expectIndistinct('wrong code', {
    calls: codeCalls,
    kinds: ['known', 'unknown'],
    async prepare(kind, sample) {
      const { email } = known(sample)
      const tried = kind === 'known' ? email : unknownEmailLike(email)
      const captcha = { id: await codeOfSignIn(), code: '0000' }
      const { device, mailedCode } = sample % 2 ? madeUp : {}
      const json = { email: tried, password: 'not the password', captcha, mailedCode }
      return () => answerTo('/api/session', json, device && `__Host-device=${device}`)
    },
    answer: 'captcha-failed',
  })
}, 3_000_000)

const form = ({ numen, birthDate }: DemoVoter, id: string) => ({
  ...{ phone: phoneNumber(900_000), numen, birthDate },
  captcha: { id, code: captchaCode },
})

test(`a refused request never reveals whether NUMEN or birth date is wrong, ${identityCalls} times each`, async () => {
  // Each voter makes each error once, too few to trigger a wait.
  const voter = voters(samplesOf(identityCalls))
  const cookies: Promise<string>[] = []
  await expectIndistinct('identity', {
    calls: identityCalls,
    kinds: ['numen', 'birthDate', 'both'],
    async prepare(kind, sample) {
      const asker = voter(sample)
      cookies[sample] ??= sessionOf(asker)
      const cookie = await cookies[sample]
      const wrong = {
        ...form(asker, await codeOf(asker)),
        ...(kind !== 'birthDate' && { numen: '99Z9999999ZZZ' }),
        ...(kind !== 'numen' && { birthDate: '1981-11-11' }),
      }
      return () => answerTo('/api/reissues', wrong, cookie)
    },
    answer: 'identity-mismatch',
  })
}, 3_000_000)

test('wrong, unknown, foreign and used captchas get the same refusal', async () => {
  const [voter, other] = [run.anotherVoter(), run.anotherVoter()]
  const cookie = await sessionOf(voter)
  const ask = (id: string, code: string, changes = {}) =>
    answerTo('/api/reissues', { ...form(voter, id), captcha: { id, code }, ...changes }, cookie)
  const served = await codeOf(voter)
  await ask(served, captchaCode, { birthDate: '1981-11-11' })
  const answers = [
    await ask(await codeOf(voter), '0000'),
    await ask(randomUUID(), captchaCode),
    await ask(await codeOf(other), captchaCode),
    await ask(await codeOfSignIn(), captchaCode),
    await ask(served, captchaCode),
  ]
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('captcha-failed')
})

async function know({ email }: DemoVoter, phone: Phone): Promise<void> {
  const voterId = voterIdOf(run.keys, email)
  const [now, shown] = [bothClocks(Date.now()), { maskedPhone: '78', territory: 'FR' }]
  const proof = phoneProofOf(run.keys, voterId, { phone, ...shown }, 'proof', now)
  const { proofId: _, expiresAt: endsAt, ...sealed } = proof
  const knownPhone = { ...sealed, setAt: now, settlesAt: now }
  const phones = { knownPhone, formerPhone: { ...knownPhone, changedAt: now, endsAt } }
  await setItem(run, 'VOTERS_TABLE', { voterId }, toStored(phones))
  const use = { knownTo: voterId, voterId, reissueCount: 0 }
  const { phoneHash } = sealed
  await setItem(run, 'PHONES_TABLE', { phoneHash }, use, { mayBeNew: true })
}

test('no answer without a session, or to a typed number, reveals a registered phone', async () => {
  const [knows, other, none] = [run.anotherVoter(), run.anotherVoter(), run.anotherVoter()]
  const phones = [run.anotherPhone() as Phone, run.anotherPhone() as Phone] as const
  await know(knows, phones[0])
  await know(other, phones[1])
  const answersWithout = async (email: string) => [
    await answerTo('/api/session', { email, password: 'not the password' }),
    await answerTo('/api/account/link', { email }),
    await answerTo('/api/phone/undo', {
      token: `${voterIdOf(run.keys, email)}${'x'.repeat(16)}`,
    }),
  ]
  const expected = await answersWithout(unknownEmailLike(none.email))
  for (const { email } of [knows, other, none])
    expect(await answersWithout(email)).toEqual(expected)

  const answersTo = async (voter: DemoVoter, phone: string) => {
    const json = { ...form(voter, await codeOf(voter)), phone }
    const answer = await answerTo('/api/reissues', json, await sessionOf(voter))
    return answer.replace(/[\da-f-]{36}/g, 'id').replace(/\d/g, '0')
  }
  const answers = [
    await answersTo(knows, phones[0]),
    await answersTo(other, run.anotherPhone()),
    await answersTo(none, run.anotherPhone()),
  ]
  expect(answers[0]).toContain('accepted')
  expect(new Set(answers).size).toBe(1)
})
