import { expect, test } from 'vitest'
import {
  headerWithIds,
  idsOf,
  keyRings,
  previousVersionExpiresAt,
  propagatedAt,
  type RingChange,
} from '../../shared/domain/account/key-rotation.ts'
import { longestSessionHours } from '../../shared/domain/account/session.ts'
import { deviceCookieDays } from '../../shared/domain/account/signed-cookie.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { type KeyRing, propagationSeconds, versionId } from '../../shared/domain/keys.ts'
import { rereadSeconds } from '../../shared/runtime/cached-reads.ts'
import { now } from '../builders/values.ts'

const changedRing = { changedAt: now.toISOString() }

test('a change of a ring has propagated once no function holds an older ring, or still runs with one', () => {
  expect(propagatedAt({})).toEqual(new Date(0))
  expect(propagatedAt(changedRing)).toEqual(secondsLater(now, propagationSeconds))
  // Three reads in a row may fail. A consumer may run for 35 s, a route for 25 s.
  expect(propagationSeconds).toBeGreaterThan(4 * rereadSeconds + 60)
})

test.each([
  ['proofKeys', false, deviceCookieDays * 86_400],
  ['proofKeys', true, 2 * 86_400],
  ['originToken', false, longestSessionHours * 3600],
  ['identifierKeys', false, 600],
] as const)('a change of %s (browsers forgotten: %s) lasts %i s', (name, forgets, life) => {
  expect(previousVersionExpiresAt(name, changedRing, forgets)).toEqual(
    secondsLater(propagatedAt(changedRing), life),
  )
})

const [first, second] = ['a first secret that serves in this test', 'a second one, for this test']

function stored(ring: KeyRing) {
  const held = { ring }
  const rings = keyRings(
    {
      read: async () => held.ring,
      async write(_, changed) {
        held.ring = changed
      },
    },
    () => now,
  )
  return { held, rings }
}

const third = 'a third secret that serves in this test'
const ring = { current: first }
const other = { current: second }

test.each<[RingChange['change'], KeyRing, KeyRing]>([
  ['add', ring, other],
  ['add', ring, { ...other, next: third }],
  ['add', ring, { ...ring, previous: third }],
  ['add', { ...ring, next: second }, { ...ring, next: third }],
  ['add', { ...ring, previous: second }, { ...ring, next: third }],
  ['use', { ...ring, next: second }, other],
  ['use', { ...ring, next: second }, { ...other, previous: third }],
  ['use', { ...ring, next: second }, { current: third, previous: first }],
  ['retire', { ...ring, previous: second }, other],
  ['retire', { ...ring, previous: second }, { ...ring, previous: third }],
  ['retire', ring, { ...ring, next: second }],
  ['add', { ...ring, next: second }, { ...ring, next: second }],
  ['use', ring, ring],
  ['retire', ring, ring],
])('a change to %s, of the ring %j found, leaves %j as it is', async (change, found, now) => {
  const { held, rings } = stored(now)
  expect(await rings.change('proofKeys', idsOf(found), { change, usedIds: [] })).toBe(false)
  expect(held.ring).toBe(now)
})

test('the header of CloudFront is named by the id of its version', async () => {
  let sent: string | undefined = first
  const header = headerWithIds(
    {
      find: async () => ({ version: sent, isEverywhere: true }),
      async send(token) {
        sent = token
        return true
      },
    },
    async () => ({ current: first, next: second }),
  )
  expect(await header.find()).toEqual({ version: versionId(first), isEverywhere: true })
  expect(await header.send(versionId(second))).toBe(true)
  expect(sent).toBe(second)
  expect(await header.send('unknown')).toBe(false)
  expect(sent).toBe(second)
  sent = undefined
  expect(await header.find()).toEqual({ isEverywhere: true })
})
