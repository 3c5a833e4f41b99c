import { expect, test } from 'vitest'
import { expiredAt, propagatedAt } from '../../shared/domain/account/key-rotation.ts'
import { sessionLongestHours } from '../../shared/domain/account/session.ts'
import { deviceDays } from '../../shared/domain/account/signed-cookie.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { propagationSeconds } from '../../shared/domain/keys.ts'
import { rereadSeconds } from '../../shared/runtime/read-again.ts'
import { now } from '../builders/values.ts'

const ring = { changedAt: now.toISOString() }

test('a change of a ring is known after the oldest ring that is in use, and what was begun with it', () => {
  expect(propagatedAt({})).toEqual(new Date(0))
  expect(propagatedAt(ring)).toEqual(secondsLater(now, propagationSeconds))
  // Three reads in a row may fail. A consumer may run for 35 s, a route for 25 s.
  expect(propagationSeconds).toBeGreaterThan(4 * rereadSeconds + 60)
})

test.each([
  ['proofKeys', false, deviceDays * 86_400],
  ['proofKeys', true, 2 * 86_400],
  ['originToken', false, sessionLongestHours * 3600],
  ['identifierKeys', false, 0],
] as const)('a change of %s (browsers forgotten: %s) lasts %i s', (name, forgets, life) => {
  expect(expiredAt(name, ring, forgets)).toEqual(secondsLater(propagatedAt(ring), life))
})
