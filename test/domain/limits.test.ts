import { expect, test } from 'vitest'
import {
  type AttemptLimit,
  allowedAt,
  limitedCounter,
} from '../../shared/domain/account/attempts.ts'
import { identityLimit } from '../../shared/domain/reissue/eligibility.ts'
import { bothClocks, keys } from '../builders/values.ts'

function triesInAWindow(limit: AttemptLimit): number {
  const start = bothClocks('2026-11-25T00:00:00Z')
  const counter = limitedCounter(keys, limit, ['voter'], start)
  let tries = 0
  let now: ElectionInstant | undefined = start
  while (now && now < counter.windowEndsAt) {
    tries++
    now = allowedAt(counter, { attempts: tries, lastAt: now }) ?? now
  }
  return tries
}

test('the wrong attempts at an identity leave a thief less than two chances in a hundred to guess a birth date in 23 days', () => {
  const triesADay = triesInAWindow(identityLimit)
  expect(triesADay).toBe(19)
  expect((23 * triesADay) / 25_000).toBeLessThan(0.02)
})
