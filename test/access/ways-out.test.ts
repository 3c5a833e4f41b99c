import { expect, it } from 'vitest'
import type { SignInAttempt } from '../../shared/access/sign-in-throttle.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInThrottle, network } from '../builders/sign-in-attempts.ts'
import { keys, voterId } from '../builders/values.ts'

const throttle = await forEachTest(aSignInThrottle)

const { deviceId } = newDevice(keys, { voterId, sessionEpoch: 0 })
const booth = { signIn: 'booth', captchaOwner: voterId } as const

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
