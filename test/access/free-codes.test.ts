import { beforeEach, describe, expect, it } from 'vitest'
import type { SignInAttempt } from '../../shared/access/sign-in-throttle.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { accountLimit, spaceCodeLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { aSignInThrottle, network, type SignInThrottle } from '../builders/sign-in-attempts.ts'
import { keys, voterId } from '../builders/values.ts'

let throttle: SignInThrottle

beforeEach(() => {
  throttle = aSignInThrottle()
  // A daily limit counts from midnight to midnight.
  throttle.clock.advance(15 * 3600)
})

const daySeconds = 86_400
const windowsOfADay = daySeconds / accountLimit.windowSeconds

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

describe('whoever reads every security code at no cost', () => {
  const { deviceId: device } = newDevice(keys, { voterId, sessionEpoch: 0 })

  it.each<[string, Partial<SignInAttempt>]>([
    ['with a known browser', { device }],
    ['with the code of an e-mail', { hasMailedCode: true }],
    ['in the booth, from one network', { signIn: 'booth', captchaOwner: voterId }],
    ['in the booth, with a known browser', { signIn: 'booth', captchaOwner: voterId, device }],
  ])('%s tries one account 154 times a day', async (_, changes) => {
    expect(await triesOfADay(changes)).toBe(154)
  })

  it('from as many networks as they like tries one account 3,000 times a day, besides 20 in 15 minutes without', async () => {
    let tries = 0
    let networks = 0
    const tryOnce = async (withCode: boolean) => {
      const captcha = withCode ? await throttle.code() : undefined
      const decision = await throttle.attempt({ network: network(networks++), captcha })
      if (decision.outcome === 'allowed') tries++
      return decision.outcome === 'allowed'
    }
    for (let window = 0; window < windowsOfADay; window++) {
      while (await tryOnce(false));
      while (await tryOnce(true));
      throttle.clock.advance(accountLimit.windowSeconds)
    }
    expect(spaceCodeLimit.free).toBe(3000)
    expect(tries).toBe(spaceCodeLimit.free + windowsOfADay * accountLimit.free)
  })
})
