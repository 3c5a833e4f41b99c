import { expect, it } from 'vitest'
import { refundCharge } from '../../shared/access/sign-in-charge.ts'
import type { SignInAttempt } from '../../shared/access/sign-in-throttle.ts'
import type { AttemptLimit, Attempts } from '../../shared/domain/account/attempts.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import {
  accountLimit,
  networkCaptchaLimit,
  networkLimit,
} from '../../shared/domain/account/sign-in-limits.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInThrottle, network } from '../builders/sign-in-attempts.ts'
import { keys, otherVoterId, voterId } from '../builders/values.ts'

const throttle = await forEachTest(aSignInThrottle)

const allowed = { outcome: 'allowed' }
const { deviceId } = newDevice(keys, { voterId, sessionEpoch: 0 })
const booth = { signIn: 'booth', captchaOwner: voterId } as const

it('a voter who mistypes has five attempts, then waits longer before each, ten minutes at most', async () => {
  expect(await throttle.attemptTimes(5)).toEqual(Array(5).fill('allowed'))
  const waits: number[] = []
  for (let time = 0; time < 9; time++) {
    const refusal = await throttle.attempt()
    if (refusal.outcome !== 'too-many-attempts') throw new Error(refusal.outcome)
    waits.push(refusal.retryAfterSeconds)
    throttle.clock.advance(refusal.retryAfterSeconds)
    expect(await throttle.attempt()).toMatchObject(allowed)
  }
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600])
})

it('a voter who mistypes on a known browser that waits signs in with a mailed code, which ends the wait', async () => {
  await throttle.attemptTimes(6, { deviceId })
  expect(await throttle.attempt({ deviceId })).toMatchObject({
    outcome: 'too-many-attempts',
  })
  await throttle.signIn({ deviceId, hasMailedCode: true })
  expect(await throttle.attemptTimes(5, { deviceId })).toEqual(Array(5).fill('allowed'))
})

it('a voter who mistypes on a new browser signs in with a mailed code, which clears the wrong attempts', async () => {
  await throttle.attemptTimes(6)
  await throttle.signIn({ hasMailedCode: true })
  expect(await throttle.attemptTimes(5)).toEqual(Array(5).fill('allowed'))
})

it('a voter who mistypes uses up mailed codes of no other account, and none of the other sign-in', async () => {
  const outcomes = await throttle.attemptTimes(30, { hasMailedCode: true })
  expect(outcomes.at(-1)).toBe('too-many-attempts')
  const other = { voterId: otherVoterId, hasMailedCode: true }
  expect(await throttle.attempt(other)).toMatchObject(allowed)
  expect(await throttle.attempt({ ...booth, hasMailedCode: true })).toMatchObject(allowed)
})

it('a voter who mistypes and then signs in has all attempts again', async () => {
  for (let round = 0; round < 3; round++) {
    await throttle.attemptTimes(4)
    await throttle.signIn()
  }
  expect(await throttle.attemptTimes(6)).toEqual([...Array(5).fill('allowed'), 'too-many-attempts'])
})

it('a voter who mistypes on a known browser has five attempts too, then waits, and no captcha shortens the wait', async () => {
  expect(await throttle.attemptTimes(5, { deviceId })).toEqual(Array(5).fill('allowed'))
  const captcha = await throttle.code()
  const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 5, bypass: undefined }
  expect(await throttle.attempt({ deviceId, captcha })).toEqual(refused)
  throttle.clock.advance(5)
  await throttle.signIn({ deviceId })
  expect(await throttle.attemptTimes(5, { deviceId })).toEqual(Array(5).fill('allowed'))
})

it('a voter who mistypes on a new browser signs in at once with a captcha', async () => {
  await throttle.attemptTimes(5)
  const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 5, bypass: 'captcha' }
  expect(await throttle.attempt()).toEqual(refused)
  await throttle.signIn({ captcha: await throttle.code() })
  expect(await throttle.attemptTimes(5)).toEqual(Array(5).fill('allowed'))
  expect(await throttle.withCaptchas(5)).toEqual(Array(5).fill('allowed'))
})

it('a voter who mistypes at one sign-in does not wait at the other', async () => {
  await throttle.useTheAccountUp()
  await throttle.useTheNetworkUp()
  await throttle.attemptTimes(6, { deviceId })
  await throttle.withCaptchas(6)
  expect(await throttle.attempt(booth)).toMatchObject(allowed)
  expect(await throttle.attempt({ ...booth, deviceId })).toMatchObject(allowed)
  expect(await throttle.attempt({ ...booth, captcha: await throttle.code(voterId) })).toMatchObject(
    allowed,
  )
})

const failed = { outcome: 'captcha-failed' }

it('a captcha costs no attempt if it is wrong', async () => {
  for (let time = 0; time < 20; time++) {
    const captcha = { ...(await throttle.code()), code: '0000' }
    expect(await throttle.attempt({ captcha })).toEqual(failed)
  }
  expect(await throttle.attempt({ captcha: await throttle.code() })).toMatchObject(allowed)
})

async function attemptAndFail(changes: Partial<SignInAttempt> = {}): Promise<void> {
  await refundCharge(throttle.tables.attempts, await throttle.allowedAttempt(changes))
}

it.each([
  ['a browser that nobody knows', () => ({})],
  ['a known browser', () => ({ deviceId })],
])('an attempt that failed inside the service costs %s nothing', async (_, who) => {
  for (let time = 0; time < 30; time++) await attemptAndFail(who())
  expect(await throttle.attemptTimes(6, who())).toEqual([
    ...Array(5).fill('allowed'),
    'too-many-attempts',
  ])
})

it.each<[string, AttemptLimit, () => Promise<Partial<SignInAttempt>>]>([
  ['an account', accountLimit, async () => ({})],
  ['a network', networkLimit, async () => ({})],
  ['a network with a code', networkCaptchaLimit, async () => ({ captcha: await throttle.code() })],
])('an attempt leaves all counters unchanged if %s could not be charged', async (_, limit, to) => {
  const counted: Attempts = throttle.tables.attempts
  const { charge } = counted
  counted.charge = async (counter, at) => {
    if (counter.limit === limit) throw new Error('no answer')
    return charge(counter, at)
  }
  await expect(throttle.attempt(await to())).rejects.toThrow('no answer')
  counted.charge = charge
  const counts = [...throttle.tables.look.everything().attempts.values()]
  expect(counts.length).toBeGreaterThan(0)
  for (const { attempts } of counts) expect(attempts).toBe(0)
})

it('an attempt with a captcha that failed inside the service refunds none without a captcha', async () => {
  await throttle.attemptTimes(5)
  for (let time = 0; time < 30; time++) await attemptAndFail({ captcha: await throttle.code() })
  expect(await throttle.attempt()).toMatchObject({ outcome: 'too-many-attempts' })
})

async function triesOfADay(changes: Partial<SignInAttempt>): Promise<number> {
  throttle.clock.advance(15 * 3600)
  const end = throttle.clock().getTime() + 86_400_000
  let tries = 0
  while (throttle.clock().getTime() < end) {
    const captcha = await throttle.code(changes.captchaOwner)
    const decision = await throttle.attempt({ ...changes, captcha })
    if (decision.outcome === 'allowed') tries++
    else if (decision.outcome === 'captcha-failed') throw new Error('The code was read right')
    else throttle.clock.advance(decision.retryAfterSeconds)
  }
  return tries
}

it.each<[string, Partial<SignInAttempt>]>([
  ['with a known browser', { deviceId }],
  ['with the code of an e-mail', { hasMailedCode: true }],
  ['in the booth, from one network', booth],
  ['in the booth, with a known browser', { ...booth, deviceId }],
])('%s, a reader of all codes tries an account 154 times a day', async (_, changes) => {
  expect(await triesOfADay(changes)).toBe(154)
})

async function bypassOf(changes: Partial<SignInAttempt> = {}) {
  const decision = await throttle.attempt(changes)
  if (decision.outcome !== 'too-many-attempts') throw new Error(decision.outcome)
  return decision.bypass
}

/** After five wrong attempts without a code a browser waits 5 seconds, after nine 80. */
async function mistype(times: number, changes: Partial<SignInAttempt> = {}): Promise<void> {
  for (let time = 0; time < times; time++) {
    const decision = await throttle.attempt(changes)
    if (decision.outcome === 'too-many-attempts') {
      throttle.clock.advance(decision.retryAfterSeconds)
      await throttle.attempt(changes)
    }
  }
}

it.each<[string, number, (index: number) => Partial<SignInAttempt>]>([
  ['this network', 50, () => ({})],
  ['all networks', 3000, (index) => ({ network: network(index) })],
])('a refusal offers a mailed code, once the account is used up from %s', async (_, tries, of) => {
  await throttle.withCaptchas(tries, of)
  await mistype(5)
  expect(await bypassOf()).toBe('mailed-code')
  await throttle.signIn({ hasMailedCode: true })
})

it('a refusal offers a mailed code, once the accounts of the network are used up, unless this account was attempted before', async () => {
  await throttle.withCaptchas(1, () => ({ voterId: 'tried before' }))
  await throttle.withCaptchas(100, (index) => ({ voterId: `account-${index}` }))
  await mistype(5)
  expect(await bypassOf()).toBe('mailed-code')
  await mistype(5, { voterId: 'tried before' })
  expect(await bypassOf({ voterId: 'tried before' })).toBe('captcha')
})

it('a refusal offers a mailed code, on a known browser that waits for more than a minute', async () => {
  await mistype(8, { deviceId })
  expect(await bypassOf({ deviceId })).toBeUndefined()
  await mistype(1, { deviceId })
  expect(await bypassOf({ deviceId })).toBe('mailed-code')
  throttle.clock.advance(19)
  expect(await bypassOf({ deviceId })).toBe('mailed-code')
  throttle.clock.advance(1)
  expect(await bypassOf({ deviceId })).toBeUndefined()
  await throttle.signIn({ deviceId, hasMailedCode: true })
})

it('a refusal offers only the wait, with a mailed code', async () => {
  await mistype(12, { hasMailedCode: true })
  expect(await bypassOf({ hasMailedCode: true })).toBeUndefined()
})

it('a refusal offers only the wait in the booth, which accepts no mailed code', async () => {
  await mistype(5, booth)
  expect(await bypassOf(booth)).toBe('captcha')
  await throttle.withCaptchas(5, () => booth)
  expect(await bypassOf(booth)).toBeUndefined()
})
