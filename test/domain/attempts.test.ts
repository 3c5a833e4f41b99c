import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AttemptLimit,
  attemptCounter,
  boothLimit,
  identityLimit,
  secondsUntil,
  signInLimit,
} from '../../functions/domain/attempts.ts'
import { keys, otherKeys } from '../builders.ts'

const limit: AttemptLimit = { name: 'test', maximum: 3, windowSeconds: 900 }
const keyAt = (instant: string) =>
  attemptCounter(keys, limit, ['voter'], new Date(instant)).attemptKey

describe('a counter of attempts', () => {
  it('is the same during one window and another in the next', () => {
    const first = keyAt('2026-11-25T09:00:00.000Z')
    expect(keyAt('2026-11-25T09:14:59.999Z')).toBe(first)
    expect(keyAt('2026-11-25T09:15:00.000Z')).not.toBe(first)
    expect(keyAt('2026-11-25T08:59:59.999Z')).not.toBe(first)
  })

  it('ends with its window, never in the past and never beyond one window', () => {
    const instants = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (now) => {
        const ends = attemptCounter(keys, limit, ['voter'], now).windowEndsAt.getTime()
        expect(ends).toBeGreaterThan(now.getTime())
        expect(ends).toBeLessThanOrEqual(now.getTime() + 900_000)
      }),
    )
  })

  it('is one per limit, per subject and per election', () => {
    const now = new Date('2026-11-25T09:00:00Z')
    const counters = [
      attemptCounter(keys, signInLimit, ['voter'], now),
      attemptCounter(keys, boothLimit, ['voter'], now),
      attemptCounter(keys, identityLimit, ['voter'], now),
      attemptCounter(keys, signInLimit, ['other'], now),
      attemptCounter(keys, signInLimit, ['voter', 'address'], now),
      attemptCounter(keys, signInLimit, ['voteraddress'], now),
      attemptCounter(otherKeys, signInLimit, ['voter'], now),
    ]
    expect(new Set(counters.map(({ attemptKey }) => attemptKey)).size).toBe(counters.length)
  })

  it('does not show whose it is', () => {
    const { attemptKey } = attemptCounter(keys, signInLimit, ['alice', '192.0.2.1'], new Date())
    expect(attemptKey).toMatch(/^[\w-]{43}$/)
  })
})

describe('the seconds until an instant', () => {
  const now = new Date('2026-11-25T09:00:00.000Z')

  it.each([
    ['2026-11-25T09:00:10.000Z', 10],
    ['2026-11-25T09:00:09.001Z', 10],
    ['2026-11-25T09:00:00.001Z', 1],
  ])('are rounded up: %s', (instant, seconds) => {
    expect(secondsUntil(new Date(instant), now)).toBe(seconds)
  })

  it('are never less than one, even when it is past', () => {
    expect(secondsUntil(now, now)).toBe(1)
    expect(secondsUntil(new Date('2026-11-25T08:00:00Z'), now)).toBe(1)
  })
})

describe('the wrong tries of an identity', () => {
  it('leave a thief less than two chances in a hundred to guess a birth date in 23 days', () => {
    const triesInWindow = (23 * 86_400 * identityLimit.maximum) / identityLimit.windowSeconds
    expect(triesInWindow / 25_000).toBeLessThan(0.02)
  })
})
