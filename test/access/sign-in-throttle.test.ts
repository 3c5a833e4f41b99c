import { beforeEach, describe, expect, it } from 'vitest'
import {
  type AttemptDecision,
  chargeAttempt,
  clearCharge,
  refundCharge,
  type SignInAttempt,
} from '../../shared/access/sign-in-throttle.ts'
import { signInPage } from '../../shared/domain/captcha.ts'
import { newDevice } from '../../shared/domain/device.ts'
import { captchaMinutes } from '../../shared/domain/limits.ts'
import { keys, now, otherVoterId, voterId } from '../builders/values.ts'
import { aCaptcha, securityCode } from '../builders/voters.ts'
import { type FakeClock, fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

const { deviceId } = newDevice(keys, { voterId, sessionEpoch: 0 })
const home = '198.51.100.7'

let tables: InMemoryTables
let clock: FakeClock

beforeEach(() => {
  tables = inMemoryTables()
  // 09:00 begins a window of 15 minutes.
  clock = fakeClock(now)
})

/** Somebody at the voter's home, with a browser that nobody knows. */
function come(changes: Partial<SignInAttempt> = {}): Promise<AttemptDecision> {
  const attempt = { signIn: 'space', voterId, network: home, device: undefined } as const
  return chargeAttempt(
    { ...tables, keys },
    { ...attempt, captchaOwner: signInPage, ...changes },
    clock(),
  )
}

async function comeTimes(times: number, changes: Partial<SignInAttempt> = {}): Promise<string[]> {
  const outcomes: string[] = []
  for (let time = 0; time < times; time++) outcomes.push((await come(changes)).outcome)
  return outcomes
}

async function comeAndBeRight(changes: Partial<SignInAttempt> = {}): Promise<void> {
  const result = await come(changes)
  if (result.outcome !== 'allowed') throw new Error(result.outcome)
  await clearCharge(tables.attempts, result.charge)
}

const aCode = (owner = signInPage) => aCaptcha(tables, owner, clock())

async function useTheAccountUp(): Promise<string[]> {
  const outcomes: string[] = []
  for (let index = 0; index < 5; index++) {
    outcomes.push(...(await comeTimes(5, { network: network(index) })))
  }
  return outcomes
}

async function useTheNetworkUp(): Promise<void> {
  for (let index = 0; index < 100; index++) await come({ voterId: `account-${index}` })
}

const admitted = { outcome: 'allowed' }
const network = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
const countOf = (outcomes: string[], outcome: string) =>
  outcomes.filter((each) => each === outcome).length

describe('a voter who mistypes', () => {
  it('has five tries, then waits longer before each, ten minutes at most', async () => {
    expect(await comeTimes(5)).toEqual(Array(5).fill('allowed'))
    const waits: number[] = []
    for (let time = 0; time < 9; time++) {
      const refusal = await come()
      if (refusal.outcome !== 'too-many-attempts') throw new Error(refusal.outcome)
      waits.push(refusal.retryAfterSeconds)
      clock.advance(refusal.retryAfterSeconds)
      expect(await come()).toMatchObject(admitted)
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600])
  })

  it('waits to the millisecond, and no longer for having tried meanwhile', async () => {
    await comeTimes(5)
    clock.advance(4.999)
    expect(countOf(await comeTimes(100), 'allowed')).toBe(0)
    clock.advance(0.001)
    expect(await come()).toMatchObject(admitted)
  })

  it('and is right at last has everything forgotten', async () => {
    for (let round = 0; round < 3; round++) {
      await comeTimes(4)
      await comeAndBeRight()
    }
    expect(await comeTimes(6)).toEqual([...Array(5).fill('allowed'), 'too-many-attempts'])
  })

  it('has everything forgotten by the day after', async () => {
    await comeTimes(5)
    clock.advance(86_400)
    expect(await comeTimes(5)).toEqual(Array(5).fill('allowed'))
  })

  it('on a known browser has five tries too, then waits, and no code shortens that', async () => {
    expect(await comeTimes(5, { device: deviceId })).toEqual(Array(5).fill('allowed'))
    const captcha = await aCode()
    const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 5, captcha: false }
    expect(await come({ device: deviceId, captcha })).toEqual(refused)
    clock.advance(5)
    await comeAndBeRight({ device: deviceId })
    expect(await comeTimes(5, { device: deviceId })).toEqual(Array(5).fill('allowed'))
  })

  it('on a new browser gets in at once with a code', async () => {
    await comeTimes(5)
    const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 5, captcha: true }
    expect(await come()).toEqual(refused)
    await comeAndBeRight({ captcha: await aCode() })
    // Being right made up for all the tries before it, those without a code too.
    expect(await comeTimes(5)).toEqual(Array(5).fill('allowed'))
    for (let time = 0; time < 5; time++) {
      expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
    }
  })

  it('at one sign-in is not slowed down at the other', async () => {
    await useTheAccountUp()
    await useTheNetworkUp()
    await comeTimes(6, { device: deviceId })
    for (let time = 0; time < 6; time++) await come({ captcha: await aCode() })
    const booth = { signIn: 'booth', captchaOwner: voterId } as const
    expect(await come(booth)).toMatchObject(admitted)
    expect(await come({ ...booth, device: deviceId })).toMatchObject(admitted)
    expect(await come({ ...booth, captcha: await aCode(voterId) })).toMatchObject(admitted)
  })
})

describe('a stranger', () => {
  it('who tries 10,000 times from 2,000 networks tries 20 passwords in 15 minutes, and the voter still comes in', async () => {
    const outcomes: string[] = []
    for (let index = 0; index < 2000; index++) {
      outcomes.push(...(await comeTimes(5, { network: network(index) })))
    }
    expect(countOf(outcomes, 'allowed')).toBe(20)
    await comeAndBeRight({ device: deviceId })
    const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 900, captcha: true }
    expect(await come()).toEqual(refused)
    await comeAndBeRight({ captcha: await aCode() })
    clock.advance(900)
    expect(await come()).toMatchObject(admitted)
  })

  it('who solves codes elsewhere keeps nobody out at home', async () => {
    for (let index = 0; index < 300; index++) {
      await come({ network: network(index), captcha: await aCode() })
    }
    expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
    expect(await come({ device: deviceId })).toMatchObject(admitted)
  })

  it('on the same network who solves codes slows new browsers down, and never a known one', async () => {
    for (let time = 0; time < 5; time++) {
      expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
    }
    const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 5, captcha: false }
    expect(await come({ captcha: await aCode() })).toEqual(refused)
    expect(await come({ device: deviceId })).toMatchObject(admitted)
    clock.advance(5)
    expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
  })

  it('who tries 100 accounts from one network is asked for a code for each that follows', async () => {
    const accounts = Array.from({ length: 120 }, (_, index) => `account-${index}`)
    const outcomes: string[] = []
    for (const account of accounts) outcomes.push((await come({ voterId: account })).outcome)
    expect(countOf(outcomes, 'allowed')).toBe(100)
    const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 900, captcha: true }
    expect(await come()).toEqual(refused)
    expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
    expect(await come({ network: network(1) })).toMatchObject(admitted)
  })

  it('who is let in as themselves gets no tries back against others', async () => {
    for (let index = 0; index < 99; index++) await come({ voterId: `account-${index}` })
    for (let time = 0; time < 10; time++) await comeAndBeRight({ voterId: otherVoterId })
    expect(await come({ voterId: 'account-99' })).toMatchObject(admitted)
    expect(await come({ voterId: 'account-100' })).toMatchObject({ outcome: 'too-many-attempts' })
  })

  it('cannot use the counter of another browser up', async () => {
    await comeTimes(10, { device: newDevice(keys, { voterId, sessionEpoch: 0 }).deviceId })
    expect(await come({ device: deviceId })).toMatchObject(admitted)
  })
})

describe('a try that a shared counter refuses', () => {
  it('by the account takes nothing from its network, nor from its own counter', async () => {
    await useTheAccountUp()
    expect(countOf(await comeTimes(200), 'allowed')).toBe(0)
    const others: string[] = []
    for (let index = 0; index < 101; index++) {
      others.push((await come({ voterId: `account-${index}` })).outcome)
    }
    expect(countOf(others, 'allowed')).toBe(100)
    clock.advance(900)
    expect(await comeTimes(5)).toEqual(Array(5).fill('allowed'))
  })

  it('by the network takes nothing from the account', async () => {
    await useTheNetworkUp()
    expect(countOf(await comeTimes(200), 'allowed')).toBe(0)
    expect(countOf(await useTheAccountUp(), 'allowed')).toBe(20)
  })

  it('does not begin the wait before the next one again', async () => {
    await comeTimes(5)
    clock.advance(5)
    await come()
    // Now the wait is of ten seconds, and strangers use the account up.
    await useTheAccountUp()
    clock.advance(885)
    expect(await come()).toEqual({
      outcome: 'too-many-attempts',
      retryAfterSeconds: 10,
      captcha: true,
    })
    clock.advance(10)
    expect(await come()).toMatchObject(admitted)
  })
})

describe('a burst', () => {
  const burst = async (size: number, visitor: (index: number) => Partial<SignInAttempt>) => {
    const visits = Array.from({ length: size }, (_, index) => come(visitor(index)))
    return (await Promise.all(visits)).map(({ outcome }) => outcome)
  }

  it('from one network tries five passwords of one account', async () => {
    expect(countOf(await burst(100, () => ({})), 'allowed')).toBe(5)
  })

  it('from one known browser tries five', async () => {
    expect(countOf(await burst(100, () => ({ device: deviceId })), 'allowed')).toBe(5)
  })

  it('from many networks tries 20', async () => {
    const outcomes = await burst(100, (index) => ({ network: network(index) }))
    expect(countOf(outcomes, 'allowed')).toBe(20)
  })

  it('on many accounts tries 100', async () => {
    const outcomes = await burst(150, (index) => ({ voterId: `account-${index}` }))
    expect(countOf(outcomes, 'allowed')).toBe(100)
  })

  it('with one code tries one', async () => {
    const captcha = await aCode()
    const outcomes = await burst(100, () => ({ captcha }))
    expect(countOf(outcomes, 'allowed')).toBe(1)
    expect(countOf(outcomes, 'captcha-failed')).toBe(99)
  })

  it('with a code for each tries five', async () => {
    const codes = await Promise.all(Array.from({ length: 100 }, () => aCode()))
    const outcomes = await burst(100, (index) => ({ captcha: codes[index] }))
    expect(countOf(outcomes, 'allowed')).toBe(5)
  })
})

describe('a security code', () => {
  const failed = { outcome: 'captcha-failed' }

  it('serves once, whether it was right or wrong', async () => {
    const [right, wrong] = [await aCode(), await aCode()]
    expect(await come({ captcha: right })).toMatchObject(admitted)
    expect(await come({ captcha: right })).toEqual(failed)
    expect(await come({ captcha: { ...wrong, code: '0000' } })).toEqual(failed)
    expect(await come({ captcha: wrong })).toEqual(failed)
  })

  it('serves nobody once it has expired, nor one that was never shown', async () => {
    const captcha = await aCode()
    clock.advance(captchaMinutes * 60)
    expect(await come({ captcha })).toEqual(failed)
    expect(await come({ captcha: { id: 'unknown', code: securityCode } })).toEqual(failed)
  })

  it('serves only whom it was drawn for', async () => {
    const captcha = await aCode(otherVoterId)
    expect(await come({ captcha })).toEqual(failed)
    const booth = { signIn: 'booth', captchaOwner: voterId } as const
    expect(await come({ ...booth, captcha })).toEqual(failed)
    expect(await come({ ...booth, captcha: await aCode() })).toEqual(failed)
    const owner = { ...booth, voterId: otherVoterId, captchaOwner: otherVoterId }
    expect(await come({ ...owner, captcha })).toMatchObject(admitted)
  })

  it('that is wrong counts as no try', async () => {
    for (let time = 0; time < 20; time++) {
      const captcha = { ...(await aCode()), code: '0000' }
      expect(await come({ captcha })).toEqual(failed)
    }
    expect(await come({ captcha: await aCode() })).toMatchObject(admitted)
  })
})

describe('a visit that came to nothing by our own fault', () => {
  async function comeAndFail(changes: Partial<SignInAttempt> = {}): Promise<void> {
    const result = await come(changes)
    if (result.outcome !== 'allowed') throw new Error(result.outcome)
    await refundCharge(tables.attempts, result.charge)
  }

  it.each([
    ['a browser that nobody knows', () => ({})],
    ['a known browser', () => ({ device: deviceId })],
  ])('uses no try of %s up', async (_, who) => {
    for (let time = 0; time < 30; time++) await comeAndFail(who())
    expect(await comeTimes(6, who())).toEqual([...Array(5).fill('allowed'), 'too-many-attempts'])
  })

  it('with a code gives back no try that was made without one', async () => {
    await comeTimes(5)
    for (let time = 0; time < 30; time++) await comeAndFail({ captcha: await aCode() })
    expect(await come()).toMatchObject({ outcome: 'too-many-attempts' })
  })
})
