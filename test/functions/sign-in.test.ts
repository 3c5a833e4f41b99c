import { expect, test } from 'vitest'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { knownDeviceId, newDevice } from '../../shared/domain/account/known-browser.ts'
import { mailedCode } from '../../shared/domain/account/mailed-code.ts'
import { sessionIdleMinutes } from '../../shared/domain/account/session.ts'
import { accountLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInWorld } from '../builders/sign-in-world.ts'
import { keys, later, now } from '../builders/values.ts'
import { aCaptcha, aSignedInVoter, password, type SignedInVoter } from '../builders/voters.ts'
import { failing } from '../fakes/interception.ts'

const { tables, clock, voter, attempt, signedIn } = await forEachTest(aSignInWorld)

const wrong = { outcome: 'wrong-credentials' }
const codeFailed = { outcome: 'captcha-failed' }

async function failTimes(
  times: number,
  changes: Parameters<typeof attempt>[0] = {},
): Promise<void> {
  for (let time = 0; time < times; time++) {
    expect(await attempt({ password: 'wrong', ...changes })).toEqual(wrong)
  }
}

const aCode = (owner = signInOwner) => aCaptcha(tables, owner, clock())

test("signing in opens a session of the voter's own espace électeur, for eight hours at most", async () => {
  const { claim } = await signedIn()
  expect(claim.voterId).toBe(voter.voterId)
  expect(tables.look.session(claim.tokenHash)).toEqual({
    kind: 'space',
    voterId: voter.voterId,
    tokenHash: claim.tokenHash,
    epoch: 0,
    expiresAt: later(sessionIdleMinutes * 60),
    endsAt: later(8 * 3600),
  })
})

test('signing in on a shared computer makes no browser known, and opens a session of ten idle minutes', async () => {
  const { deviceCookie, claim } = await signedIn({ sharedComputer: true })
  expect(deviceCookie).toBeUndefined()
  expect(tables.look.session(claim.tokenHash)).toMatchObject({
    idleMinutes: 10,
    expiresAt: later(600),
    endsAt: later(8 * 3600),
  })
})

test('signing in answers the same to an unknown account, one without a password and a wrong password', async () => {
  const { passwordHash: _, ...withoutPassword } = tables.look.voter(voter.voterId)
  const answers = [
    await attempt({ password: `${password} ` }),
    await attempt({ password: password.toLowerCase() }),
    await attempt({ email: 'nobody@academie.example' }),
    await attempt({}, { voters: { ...tables.voters, find: async () => withoutPassword } }),
  ]
  expect(answers).toEqual([wrong, wrong, wrong, wrong])
})

test('a browser that a voter has signed in with is known from then on, and keeps the cookie that it has', async () => {
  const { deviceCookie } = await signedIn()
  expect(knownDeviceId(keys, { ...voter, sessionEpoch: 0 }, deviceCookie)).toBeDefined()
  expect(await attempt({ deviceCookie })).toMatchObject({ deviceCookie })
})

test('a browser that a voter has signed in with becomes the browser of the next voter who signs in with it', async () => {
  const { deviceCookie } = await signedIn()
  const other = await aSignedInVoter(tables)
  const result = await signedIn({ email: other.email, deviceCookie })
  expect(result.deviceCookie).not.toBe(deviceCookie)
  expect(knownDeviceId(keys, { ...other, sessionEpoch: 0 }, result.deviceCookie)).toBeDefined()
})

const waiting = { outcome: 'too-many-attempts', retryAfterSeconds: 5, bypass: 'captcha' }

test('five wrong passwords have the same answer for an account that does not exist', async () => {
  const email = 'nobody@academie.example'
  await failTimes(5, { email })
  expect(await attempt({ email })).toEqual(waiting)
  clock.advance(5)
  await failTimes(1, { email })
  expect(await attempt({ email })).toEqual({ ...waiting, retryAfterSeconds: 10 })
  const captcha = { ...(await aCode()), code: '0000' }
  expect(await attempt({ email, captcha })).toEqual(codeFailed)
  expect(await attempt({ email, captcha: await aCode() })).toEqual(wrong)
})

test('after five wrong passwords even the good one is refused for some seconds, however the address is typed', async () => {
  await failTimes(5)
  expect(await attempt()).toEqual(waiting)
  const email = `  ${voter.email.toUpperCase()} `
  expect(await attempt({ email })).toEqual(waiting)
  clock.advance(5)
  expect(await attempt({ email })).toMatchObject({ outcome: 'signed-in' })
})

const never = () => ({
  ...tables.voters,
  find: () => Promise.reject(new Error('The account was read')),
})
const madeUp = { deviceCookie: `${'d'.repeat(22)}.${'p'.repeat(43)}`, mailedCode: '1234 5678 9012' }

test.each([
  ['nothing else', {}],
  ['a made-up browser and a made-up mailed code', madeUp],
])('no account is looked up after a wrong code or a try too many, with %s', async (_, changes) => {
  const captcha = { ...(await aCode()), code: '0000' }
  expect(await attempt({ ...changes, captcha }, { voters: never() })).toEqual(codeFailed)
  await failTimes(5)
  const refusal = await attempt(changes, { voters: never() })
  expect(refusal).toMatchObject({ outcome: 'too-many-attempts' })
})

test('an account is looked up for a browser that was made known to it, and no other account is', async () => {
  const { deviceCookie } = await signedIn()
  await expect(attempt({ deviceCookie }, { voters: never() })).rejects.toThrow('was read')
  await failTimes(5, { email: 'nobody@academie.example' })
  const other = { email: 'nobody@academie.example', deviceCookie }
  expect(await attempt(other, { voters: never() })).toMatchObject({ outcome: 'too-many-attempts' })
})

test.each([0, 1031, 2031])(
  'a known browser or a mailed code signs in at session epoch %i, whatever strangers tried',
  async (sessionEpoch) => {
    tables.alter.voter(voter.voterId, { sessionEpoch })
    await failTimes(5)
    const owner = { ...voter, sessionEpoch }
    for (const proof of [
      { deviceCookie: newDevice(keys, owner).cookie },
      { mailedCode: mailedCode(keys, owner, now) },
    ])
      expect(await attempt(proof)).toMatchObject({ outcome: 'signed-in' })
  },
)

test.each([
  ['the voter cannot be read', () => ({ voters: failing(tables.voters, 'find', 'before') })],
  [
    'the session cannot be opened',
    () => ({ sessions: failing(tables.sessions, 'open', 'before') }),
  ],
])('no try is used up because %s', async (_, broken) => {
  for (let time = 0; time < 10; time++) {
    await expect(attempt({}, broken())).rejects.toThrow('no answer')
  }
  expect(await attempt()).toMatchObject({ outcome: 'signed-in' })
  const left = [...tables.look.everything().attempts.values()]
  expect(left.filter(({ attempts }) => Number(attempts) > 1)).toEqual([])
})

test('the voter is in although a count cannot be written once the credentials were right', async () => {
  const attempts = failing(tables.attempts, 'clear', 'before')
  expect(await attempt({}, { attempts })).toMatchObject({ outcome: 'signed-in' })
})

test('the attempts of others stay counted when the session cannot be opened', async () => {
  await attempt({ password: 'wrong', clientNetwork: '203.0.113.9' })
  const account = limitedCounter(keys, accountLimit, ['space', voter.voterId], now)
  const sessions = failing(tables.sessions, 'open', 'before')
  await expect(attempt({}, { sessions })).rejects.toThrow('no answer')
  expect(tables.look.tries(account)).toBe(1)
})

test.each([
  ['attempts', 'charge'],
  ['captchas', 'answer'],
  ['sessions', 'open'],
] as const)('nobody is signed in when %s.%s fails', async (port, method) => {
  const before = tables.look.everything().sessions
  const engines = { [port]: failing(tables[port], method as never, 'before') }
  const captcha = port === 'captchas' ? await aCode() : undefined
  await expect(attempt({ captcha }, engines)).rejects.toThrow('no answer')
  expect(tables.look.everything().sessions).toEqual(before)
})

const most = 20

const cookieOf = async ({ email }: SignedInVoter, changes: Parameters<typeof signedIn>[0] = {}) =>
  (await signedIn({ email, ...changes })).deviceCookie

const codeOf = (owner: SignedInVoter) => ({
  mailedCode: mailedCode(keys, { ...owner, sessionEpoch: 0 }, now),
})

test('browsers made known to an account are new ones: neither those that it knows, nor shared computers, are counted', async () => {
  const deviceCookie = await cookieOf(voter)
  for (let time = 0; time < most; time++) {
    await cookieOf(voter, { deviceCookie })
    await cookieOf(voter, { sharedComputer: true })
  }
  expect(await cookieOf(voter)).toBeDefined()
})

test.each([
  ['', () => ({})],
  [', with a code of its mailbox', codeOf],
] as const)('browsers made known to an account use none of another up%s', async (_, typed) => {
  const other = await aSignedInVoter(tables)
  for (let time = 0; time < most; time++) await cookieOf(other, typed(other))
  expect(await cookieOf(other, typed(other))).toBeUndefined()
  expect(await cookieOf(voter, typed(voter))).toBeDefined()
})

test('browsers made known to an account are counted apart for whoever has its mailbox: a thief of the password uses none of those up', async () => {
  for (let time = 0; time < most; time++) await cookieOf(voter)
  expect(await cookieOf(voter)).toBeUndefined()
  expect(await cookieOf(voter, codeOf(voter))).toBeDefined()
})
