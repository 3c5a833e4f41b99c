import { beforeEach, expect, it } from 'vitest'
import type { SignInAttempt } from '../../shared/access/sign-in-throttle.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInThrottle } from '../builders/sign-in-attempts.ts'
import { keys, voterId } from '../builders/values.ts'

const throttle = await forEachTest(aSignInThrottle)

beforeEach(() => {
  // A daily limit counts from midnight to midnight.
  throttle.clock.advance(15 * 3600)
})

const daySeconds = 86_400

async function triesOfADay(changes: Partial<SignInAttempt>): Promise<number> {
  const end = throttle.clock().getTime() + daySeconds * 1000
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

const { deviceId: device } = newDevice(keys, { voterId, sessionEpoch: 0 })

it.each<[string, Partial<SignInAttempt>]>([
  ['with a known browser', { device }],
  ['with the code of an e-mail', { hasMailedCode: true }],
  ['in the booth, from one network', { signIn: 'booth', captchaOwner: voterId }],
  ['in the booth, with a known browser', { signIn: 'booth', captchaOwner: voterId, device }],
])('%s, a reader of all codes tries an account 154 times a day', async (_, changes) => {
  expect(await triesOfADay(changes)).toBe(154)
})
