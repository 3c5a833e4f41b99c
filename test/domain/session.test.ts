import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  hasCurrentEpoch,
  newSessionCookie,
  newSpaceSession,
  prolongedExpiry,
  readSessionCookie,
  sessionIdleMinutes,
} from '../../shared/domain/account/session.ts'
import { anyCharacter } from '../builders/any-character.ts'
import { bothClocks, minutes, now, otherVoterId, voterId } from '../builders/values.ts'

const owner = { voterId, sessionEpoch: 7 }

test('the cookie of a session reads back as the claim that was kept', () => {
  const { cookie, claim } = newSessionCookie(owner)
  expect(readSessionCookie(cookie)).toEqual(claim)
  expect(claim.voterId).toBe(voterId)
})

test('the cookie of a session holds a secret that the table does not, and that is new at each sign-in', () => {
  const { cookie, claim } = newSessionCookie(owner)
  const secret = cookie.split('.')[2] as string
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(JSON.stringify(claim)).not.toContain(secret)
  expect(newSessionCookie(owner).cookie.split('.')[2]).not.toBe(secret)
})

test('the cookie of a session makes another claim when its secret, its epoch or its voter is changed', () => {
  const { cookie, claim } = newSessionCookie(owner)
  const secret = cookie.split('.')[2] as string
  const otherSecret = (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)
  expect(readSessionCookie(`${voterId}.7.${otherSecret}`)?.tokenHash).not.toBe(claim.tokenHash)
  expect(readSessionCookie(`${otherVoterId}.7.${secret}`)?.voterId).toBe(otherVoterId)
  expect(readSessionCookie(`${voterId}.8.${secret}`)?.tokenHash).not.toBe(claim.tokenHash)
})

const { cookie } = newSessionCookie(owner)

test.each([
  ['absent', undefined],
  ['empty', ''],
  ['without a secret', `${voterId}.7.`],
  ['without an epoch', cookie.replace('.7.', '.')],
  ['with a negative epoch', cookie.replace('.7.', '.-7.')],
  ['with an epoch written otherwise', cookie.replace('.7.', '.07.')],
  ['with an epoch beyond reason', cookie.replace('.7.', '.1234567890.')],
  ['without a voter', cookie.slice(voterId.length)],
  ['one character short', cookie.slice(0, -1)],
  ['with a letter outside base64url', `${cookie.slice(0, -1)}é`],
  ['with a path', `${'../'.repeat(7)}a.7.${cookie.split('.')[2]}`],
  ['of a megabyte', 'A'.repeat(1_000_000)],
])('a hostile cookie is no claim at all when %s', (_, hostile) => {
  expect(readSessionCookie(hostile)).toBeUndefined()
})

test('a hostile cookie is no claim with one character too many, wherever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, minLength: 1, maxLength: 3 }),
      fc.nat(66),
      (extra, at) => {
        expect(readSessionCookie(cookie.slice(0, at) + extra + cookie.slice(at))).toBeUndefined()
      },
    ),
  )
})

const { session } = newSpaceSession(owner, now)
const shared = newSpaceSession(owner, now, 10).session
const nearItsEnd = { ...session, expiresAt: bothClocks(session.endsAt.getTime() - 1) }

test('a session expires after thirty idle minutes, or ten on a shared computer', () => {
  expect(sessionIdleMinutes).toBe(30)
  expect([session.expiresAt, shared.expiresAt]).toEqual([minutes(30), minutes(10)])
})

test.each([
  ['for thirty minutes', session, 20, 50],
  ['for ten minutes on a shared computer', shared, 8, 18],
  ['from a minute after the last write on', session, 1, 31],
  ['not for less than a minute', session, 1 - 1 / 60_000, undefined],
  ['by however little to its very end', nearItsEnd, 8 * 60 - 1, 8 * 60],
])('a session that its voter uses is prolonged %s', (_, used, at, until) => {
  expect(prolongedExpiry(used, minutes(at))).toEqual(until && minutes(until))
})

test('a session that its voter uses ends eight hours after the sign-in, however much it is used', () => {
  let used = session
  for (let minute = 0; minute < 9 * 60; minute += 10) {
    const until = prolongedExpiry(used, minutes(minute))
    if (until) used = { ...used, expiresAt: until }
  }
  expect(used.expiresAt).toEqual(minutes(8 * 60))
  expect(prolongedExpiry(used, minutes(8 * 60 - 1))).toBeUndefined()
})

const { claim } = newSessionCookie(owner)

test('the epoch of a voter is that of the sessions opened since it last moved on, and of no other voter', () => {
  expect(hasCurrentEpoch(claim, owner)).toBe(true)
  expect(hasCurrentEpoch(claim, { ...owner, sessionEpoch: 8 })).toBe(false)
  expect(hasCurrentEpoch(claim, { ...owner, sessionEpoch: 6 })).toBe(false)
  expect(hasCurrentEpoch(claim, { ...owner, voterId: otherVoterId })).toBe(false)
})
