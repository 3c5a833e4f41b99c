import { describe, expect, it } from 'vitest'
import {
  type AttemptLimit,
  allowedAt,
  limitedCounter,
} from '../../shared/domain/account/attempts.ts'
import {
  boothCodeLimit,
  deviceLimit,
  mailedCodeLimit,
  pairLimit,
} from '../../shared/domain/account/sign-in-limits.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { identityLimit } from '../../shared/domain/reissue/identity-limits.ts'
import { bothClocks, keys } from '../builders/values.ts'

function triesWithin(seconds: number, limit: AttemptLimit = pairLimit): number {
  const start = bothClocks('2026-11-25T00:00:00Z')
  const end = secondsLater(start, seconds)
  const counter = limitedCounter(keys, limit, ['voter'], start)
  let tries = 0
  let now: ElectionInstant | undefined = start
  while (now && now < end) {
    tries++
    now = allowedAt(counter, { attempts: tries, lastAt: now }) ?? now
  }
  return tries
}

describe('whoever makes each attempt as soon as it is allowed', () => {
  it('from one network, against one account, has 16 attempts in the first hour and 154 a day', () => {
    expect(triesWithin(1)).toBe(5)
    expect(triesWithin(3600)).toBe(16)
    expect(triesWithin(86_400)).toBe(154)
  })

  it('with a known browser or a mailed code never waits longer than ten minutes, so neither does a voter', () => {
    for (const { waitsSeconds } of [boothCodeLimit, deviceLimit, pairLimit, mailedCodeLimit]) {
      expect(Math.max(...(waitsSeconds ?? []))).toBe(600)
    }
  })
})

describe('the wrong attempts at an identity', () => {
  it('leave a thief less than two chances in a hundred to guess a birth date in 23 days', () => {
    const triesADay = triesWithin(identityLimit.windowSeconds, identityLimit)
    expect(triesADay).toBe(19)
    expect((23 * triesADay) / 25_000).toBeLessThan(0.02)
  })
})
