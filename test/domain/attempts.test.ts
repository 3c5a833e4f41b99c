import { expect, test } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import {
  type AttemptLimit,
  limitedCounter,
  retryTime,
} from '../../shared/domain/account/attempts.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { bothClocks, keys } from '../builders/values.ts'

const limit: AttemptLimit = { name: 'test', quota: 3, backoffSeconds: [5, 60], windowSeconds: 900 }
const keyAt = (instant: string) =>
  limitedCounter(keys, limit, ['voter'], bothClocks(instant)).attemptKey

test('a counter of attempts is the same during one window and another in the next', () => {
  const first = keyAt('2026-11-25T09:00:00.000Z')
  expect(keyAt('2026-11-25T09:14:59.999Z')).toBe(first)
  expect(keyAt('2026-11-25T09:15:00.000Z')).not.toBe(first)
  expect(keyAt('2026-11-25T08:59:59.999Z')).not.toBe(first)
})

const lastAt = bothClocks('2026-11-25T09:00:00Z')
const counter = limitedCounter(keys, limit, ['voter'], lastAt)

test('the next attempt never waits beyond the window', () => {
  const late = secondsLater(counter.windowEndsAt, -1)
  expect(retryTime(counter, { attempts: 3, lastAt: late })).toEqual(counter.windowEndsAt)
})

test('the next attempt waits for the end of the window when nobody knows when the one before was', () => {
  expect(retryTime(counter, { attempts: 3 })).toEqual(counter.windowEndsAt)
})

function triesInAWindow(limit: AttemptLimit): number {
  const start = bothClocks('2026-11-25T00:00:00Z')
  const counter = limitedCounter(keys, limit, ['voter'], start)
  let tries = 0
  let now: ElectionInstant | undefined = start
  while (now && now < counter.windowEndsAt) {
    tries++
    now = retryTime(counter, { attempts: tries, lastAt: now }) ?? now
  }
  return tries
}

test('the wrong attempts at an identity leave a thief less than two chances in a hundred to guess a birth date in 23 days', () => {
  const triesADay = triesInAWindow(identityLimit)
  expect(triesADay).toBe(19)
  expect((23 * triesADay) / 25_000).toBeLessThan(0.02)
})
