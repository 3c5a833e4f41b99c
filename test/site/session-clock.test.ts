import { beforeEach, describe, expect, test } from 'vitest'
import { sessionIdleMinutes, sharedIdleMinutes } from '../../shared/domain/account/session.ts'
import {
  isSessionOpen,
  isSharedComputer,
  isSignedOut,
  latestSessionTimes,
  nextSessionStep,
  readSessionTimes,
  sessionEndedAt,
  shareSessionEnd,
  shareSessionTimes,
} from '../../site/scripts/account/session-clock.ts'
import { refuseTabStorage, stubTabStorage } from '../fakes/tab-storage.ts'

const minutes = (count: number) => count * 60_000
const renewedAt = Date.parse('2026-11-30T10:00:00Z')
const times = {
  lastRenewedAt: renewedAt,
  expiresAt: renewedAt + minutes(30),
  endsAt: renewedAt + minutes(480),
}
const activeAt = (minute: number) => ({ lastActivityAt: renewedAt + minutes(minute) })
const onLast = (minute: number) => {
  const endsAt = renewedAt + minutes(20)
  return { expiresAt: endsAt, endsAt, ...activeAt(minute) }
}

describe("the end of the voter's session", () => {
  test.each([
    ['asks for nothing right after a renewal', 0, {}, 'none'],
    ['asks for nothing until three minutes before it', minutes(27) - 1, {}, 'none'],
    ['asks for nothing of an active voter either', minutes(27) - 1, activeAt(5), 'none'],
    ['is postponed silently for a voter who acted', minutes(27), activeAt(0.1), 'renew'],
    ['is announced to an idle voter', minutes(27), {}, 'warn'],
    ['is announced if the voter acted only up to the renewal', minutes(27), activeAt(0), 'warn'],
    ['stays announced to its last moment', minutes(30) - 1, {}, 'warn'],
    ['can be postponed to its last moment', minutes(30) - 1, activeAt(0.1), 'renew'],
    ['comes at its very moment', minutes(30), activeAt(0.1), 'over'],
    ['is not missed by a phone that slept', minutes(3000), activeAt(0.1), 'over'],
    ['is not announced early to a session at its longest', minutes(17) - 1, onLast(-1), 'none'],
    ['is announced to a session at its longest', minutes(17), onLast(-1), 'warn-last'],
    ['is never postponed for a session at its longest', minutes(17), onLast(16), 'warn-last'],
    ['comes in time to a session at its longest', minutes(20), onLast(16), 'over'],
  ])('%s', (_, passedMs, changes, step) => {
    const known = { ...times, ...activeAt(-1), ...changes, now: renewedAt + passedMs }
    expect(nextSessionStep(known)).toBe(step)
  })

  test.each([-7 * 3600_000, 0, 3 * 86_400_000])('is the same on a phone %i ms off', (offMs) => {
    const server = Date.parse('2026-11-30T10:00:00Z')
    const read = readSessionTimes(
      { expiresAt: '2026-11-30T10:30:00Z', endsAt: '2026-11-30T18:00:00Z' },
      server,
      server + offMs,
    )
    expect(read).toEqual({
      lastRenewedAt: server + offMs,
      expiresAt: server + offMs + minutes(30),
      endsAt: server + offMs + minutes(480),
    })
  })
})

describe('tabs of one session', () => {
  beforeEach(() => void stubTabStorage('localStorage'))

  const later = { ...times, lastRenewedAt: renewedAt + 1, expiresAt: times.expiresAt + 1 }

  test('share a renewal, so that an idle tab does not warn', () => {
    shareSessionTimes(later)
    expect(latestSessionTimes(times)).toEqual(later)
  })

  test('ignore older times, such as those of a former session', () => {
    shareSessionTimes(times)
    expect(latestSessionTimes(later)).toEqual(later)
  })

  test('all end when the voter signs out in one', () => {
    shareSessionEnd(renewedAt + 1, true)
    const now = renewedAt + 2
    const known = latestSessionTimes(times)
    expect(nextSessionStep({ ...known, now, lastActivityAt: now })).toBe('over')
  })

  test('use their own times if none are shared, or none readable', () => {
    expect(latestSessionTimes(times)).toEqual(times)
    for (const odd of ['', 'null', '12', '{}', '{"lastRenewedAt":null}', '<', '[]']) {
      localStorage.setItem('session', odd)
      expect(latestSessionTimes(times), odd).toEqual(times)
    }
  })

  test('use their own times in a browser that refuses storage', () => {
    refuseTabStorage('localStorage')
    shareSessionTimes(later)
    shareSessionEnd(renewedAt, true)
    expect(latestSessionTimes(times)).toEqual(times)
  })
})

test('a shared computer is recognised by its short sessions', () => {
  const sessionOf = (idleMinutes: number, endsInMinutes = 480) => ({
    expiresAt: new Date(renewedAt + minutes(idleMinutes)).toISOString(),
    endsAt: new Date(renewedAt + minutes(endsInMinutes)).toISOString(),
  })
  expect(isSharedComputer(sessionOf(sharedIdleMinutes), renewedAt - 999)).toBe(true)
  expect(isSharedComputer(sessionOf(sessionIdleMinutes), renewedAt)).toBe(false)
  expect(isSharedComputer(sessionOf(5, 5), renewedAt)).toBe(false)
})

describe('the last session of this browser, as the sign-in page knows it', () => {
  beforeEach(() => void stubTabStorage('localStorage'))

  test('is unknown in a browser that had none, or refuses storage', () => {
    expect(isSessionOpen(renewedAt)).toBe(false)
    expect(sessionEndedAt()).toBe(0)
    refuseTabStorage('localStorage')
    expect(isSessionOpen(renewedAt)).toBe(false)
    expect(sessionEndedAt()).toBe(0)
  })

  test('is open, expired, or ended by a sign-out at a known time', () => {
    shareSessionTimes(times)
    expect(isSessionOpen(times.expiresAt - 1)).toBe(true)
    expect(isSessionOpen(times.expiresAt)).toBe(false)
    expect(sessionEndedAt()).toBe(0)
    shareSessionEnd(renewedAt + 1, true)
    expect(isSessionOpen(renewedAt + 2)).toBe(false)
    expect([sessionEndedAt(), isSignedOut()]).toEqual([renewedAt + 1, true])
  })

  test('is not called a sign-out if a link from an e-mail ended it', () => {
    shareSessionEnd(renewedAt + 1, false)
    expect([sessionEndedAt(), isSignedOut()]).toEqual([renewedAt + 1, false])
    const now = renewedAt + 2
    expect(nextSessionStep({ ...latestSessionTimes(times), now, lastActivityAt: now })).toBe('over')
  })
})
