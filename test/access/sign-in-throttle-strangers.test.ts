import { expect, it } from 'vitest'
import type { SignInAttempt } from '../../shared/access/sign-in-throttle.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInThrottle, countOf, network } from '../builders/sign-in-attempts.ts'
import { keys, otherVoterId, voterId } from '../builders/values.ts'
import { sized } from '../size.ts'

const throttle = await forEachTest(aSignInThrottle)

const allowed = { outcome: 'allowed' }
const networks = sized(400, 2000)
const { deviceId } = newDevice(keys, { voterId, sessionEpoch: 0 })

it(`a stranger gets 20 passwords checked in 15 minutes out of ${5 * networks} from ${networks} networks, and the voter still signs in`, async () => {
  const outcomes: string[] = []
  for (let index = 0; index < networks; index++) {
    outcomes.push(...(await throttle.attemptTimes(5, { network: network(index) })))
  }
  expect(countOf(outcomes, 'allowed')).toBe(20)
  await throttle.signIn({ deviceId })
  const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 900, bypass: 'captcha' }
  expect(await throttle.attempt()).toEqual(refused)
  await throttle.signIn({ captcha: await throttle.code() })
  throttle.clock.advance(900)
  expect(await throttle.attempt()).toMatchObject(allowed)
})

it('a stranger on the same network gets 50 attempts with captchas; then the voter needs a mailed code on that network only', async () => {
  expect(countOf(await throttle.withCaptchas(60), 'allowed')).toBe(50)
  await throttle.attemptTimes(12)
  expect(await throttle.attempt()).toMatchObject({ outcome: 'too-many-attempts' })
  await throttle.signIn({ hasMailedCode: true })
  await throttle.signIn({ network: network(1), captcha: await throttle.code() })
})

it('a stranger on the same network costs a voter nothing who signs in between: right credentials clear the counter', async () => {
  for (let round = 0; round < 3; round++) {
    await throttle.withCaptchas(49)
    await throttle.signIn({ captcha: await throttle.code() })
  }
})

it('a stranger on any number of networks gets 3,000 attempts with captchas a day, and cannot use up the mailed code', async () => {
  const outcomes = await throttle.withCaptchas(3500, (index) => ({ network: network(index) }))
  expect(countOf(outcomes, 'allowed')).toBe(3000)
  const refused = { outcome: 'too-many-attempts', bypass: 'mailed-code' }
  expect(await throttle.attempt({ captcha: await throttle.code() })).toMatchObject(refused)
  for (let time = 0; time < 10; time++) {
    await throttle.signIn({ hasMailedCode: true })
    await throttle.signIn({ deviceId })
  }
})

it('a stranger who used up a network keeps out neither a mailed code nor a known browser', async () => {
  await throttle.useTheNetworkUp()
  await throttle.sprayWithCodes(400)
  const refused = { outcome: 'too-many-attempts', bypass: 'mailed-code' }
  expect(await throttle.attempt({ captcha: await throttle.code() })).toMatchObject(refused)
  await throttle.signIn({ hasMailedCode: true })
  await throttle.signIn({ deviceId })
  expect(
    await throttle.attempt({ network: network(1), captcha: await throttle.code() }),
  ).toMatchObject(allowed)
})

it('a stranger who attacks 400 accounts with captchas from one network reaches 100', async () => {
  const outcomes = await throttle.sprayWithCodes(400)
  expect(countOf(outcomes, 'allowed')).toBe(100)
  expect(countOf(outcomes, 'too-many-attempts')).toBe(300)
  // Accounts already tried stay open: their voters may have mistyped.
  expect(
    await throttle.attempt({ voterId: 'account-0', captcha: await throttle.code() }),
  ).toMatchObject(allowed)
  throttle.clock.advance(900)
  expect(countOf(await throttle.sprayWithCodes(400), 'allowed')).toBe(100)
})

it('a stranger who attacks few accounts gets 3,000 attempts in 15 minutes from one network', async () => {
  const accounts = (index: number) => ({ voterId: `account-${index % 90}` })
  expect(countOf(await throttle.withCaptchas(3200, accounts), 'allowed')).toBe(3000)
})

it('a stranger who attacked 100 accounts from one network needs a captcha for each further one', async () => {
  const accounts = Array.from({ length: 120 }, (_, index) => `account-${index}`)
  const outcomes: string[] = []
  for (const account of accounts)
    outcomes.push((await throttle.attempt({ voterId: account })).outcome)
  expect(countOf(outcomes, 'allowed')).toBe(100)
  const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 900, bypass: 'captcha' }
  expect(await throttle.attempt()).toEqual(refused)
  expect(await throttle.attempt({ captcha: await throttle.code() })).toMatchObject(allowed)
  expect(await throttle.attempt({ network: network(1) })).toMatchObject(allowed)
})

it('a stranger who signs in to their own account regains no attempts on other accounts', async () => {
  for (let index = 0; index < 99; index++) await throttle.attempt({ voterId: `account-${index}` })
  for (let time = 0; time < 10; time++) await throttle.signIn({ voterId: otherVoterId })
  expect(await throttle.attempt({ voterId: 'account-99' })).toMatchObject(allowed)
  expect(await throttle.attempt({ voterId: 'account-100' })).toMatchObject({
    outcome: 'too-many-attempts',
  })
})

it('a stranger cannot use up the counter of another browser', async () => {
  await throttle.attemptTimes(10, {
    deviceId: newDevice(keys, { voterId, sessionEpoch: 0 }).deviceId,
  })
  expect(await throttle.attempt({ deviceId })).toMatchObject(allowed)
})

it('an attempt that a shared counter refuses for its account costs nothing of its network or of its own counter', async () => {
  await throttle.useTheAccountUp()
  expect(countOf(await throttle.attemptTimes(200), 'allowed')).toBe(0)
  const others: string[] = []
  for (let index = 0; index < 101; index++) {
    others.push((await throttle.attempt({ voterId: `account-${index}` })).outcome)
  }
  expect(countOf(others, 'allowed')).toBe(100)
  throttle.clock.advance(900)
  expect(await throttle.attemptTimes(5)).toEqual(Array(5).fill('allowed'))
})

it('an attempt that a shared counter refuses for the accounts of its network costs no attempt with a captcha, neither of the account nor of the network', async () => {
  await throttle.sprayWithCodes(100)
  expect(countOf(await throttle.withCaptchas(3000), 'too-many-attempts')).toBe(3000)
  const triedBefore = { voterId: 'account-0', captcha: await throttle.code() }
  expect(await throttle.attempt(triedBefore)).toMatchObject(allowed)
  await throttle.signIn({ network: network(1), captcha: await throttle.code() })
  throttle.clock.advance(900)
  await throttle.signIn({ captcha: await throttle.code() })
})

it('an attempt that a shared counter refuses does not restart the wait before the next attempt', async () => {
  await throttle.attemptTimes(5)
  throttle.clock.advance(5)
  await throttle.attempt()
  await throttle.useTheAccountUp()
  throttle.clock.advance(885)
  expect(await throttle.attempt()).toEqual({
    outcome: 'too-many-attempts',
    retryAfterSeconds: 10,
    bypass: 'captcha',
  })
  throttle.clock.advance(10)
  expect(await throttle.attempt()).toMatchObject(allowed)
})

const burst = async (size: number, changesOf: (index: number) => Partial<SignInAttempt>) => {
  const attempts = Array.from({ length: size }, (_, index) => throttle.attempt(changesOf(index)))
  return (await Promise.all(attempts)).map(({ outcome }) => outcome)
}

const booth = { signIn: 'booth', captchaOwner: voterId } as const

it.each<[string, number, (index: number) => Partial<SignInAttempt>, codesFor?: string]>([
  ['from one known browser', 5, () => ({ deviceId })],
  ['from many networks', 20, (index) => ({ network: network(index) })],
  ['with a mailed code', 5, () => ({ hasMailedCode: true })],
  ['with a code for each, at the booth of one account,', 5, () => booth, voterId],
])('a burst %s gets %i passwords checked', async (_, tries, changesOf, codesFor) => {
  const codes = await Promise.all(
    Array.from({ length: codesFor ? 100 : 0 }, () => throttle.code(codesFor)),
  )
  const outcomes = await burst(100, (index) => ({ ...changesOf(index), captcha: codes[index] }))
  expect(countOf(outcomes, 'allowed')).toBe(tries)
})

it('a burst with one captcha gets one password checked', async () => {
  const captcha = await throttle.code()
  const outcomes = await burst(100, () => ({ captcha }))
  expect(countOf(outcomes, 'allowed')).toBe(1)
  expect(countOf(outcomes, 'captcha-failed')).toBe(99)
})

it('a burst with a captcha each, on one account, counts that account once against its network', async () => {
  const codes = await Promise.all(Array.from({ length: 40 }, () => throttle.code()))
  const outcomes = await burst(40, (index) => ({ captcha: codes[index] }))
  expect(countOf(outcomes, 'allowed')).toBe(40)
  expect(countOf(await throttle.sprayWithCodes(120), 'allowed')).toBe(99)
})

it('a burst frees one more account with right passwords and a captcha each, on one account', async () => {
  await throttle.sprayWithCodes(50)
  const codes = await Promise.all(Array.from({ length: 40 }, () => throttle.code()))
  await Promise.all(codes.map((captcha) => throttle.signIn({ captcha })))
  expect(countOf(await throttle.sprayWithCodes(120), 'allowed')).toBe(101)
})

it('5,000 voters behind one address sign in with captchas in 15 minutes, though three new browsers in ten mistype first', async () => {
  await throttle.useTheNetworkUp()
  for (let index = 0; index < 5000; index++) {
    const voterId = `voter-${index}`
    if (index % 10 < 3) {
      const mistyped = await throttle.attempt({ voterId, captcha: await throttle.code() })
      expect(mistyped).toMatchObject(allowed)
    }
    await throttle.signIn({ voterId, captcha: await throttle.code() })
  }
})

it('voters who queue at one computer all sign in, though each mistypes four times', async () => {
  for (let index = 0; index < 60; index++) {
    const voterId = `voter-${index}`
    for (let time = 0; time < 4; time++) {
      expect(await throttle.attempt({ voterId })).toMatchObject(allowed)
      throttle.clock.advance(10)
    }
    await throttle.signIn({ voterId })
    throttle.clock.advance(20)
  }
})
