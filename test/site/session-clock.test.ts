import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sessionIdleMinutes, sharedIdleMinutes } from '../../shared/domain/account/session.ts'
import {
  isSessionOpen,
  isSharedComputer,
  latestSessionTimes,
  nextSessionStep,
  readSessionTimes,
  type SessionTimes,
  shareSessionTimes,
  shareSignOut,
  signedOutAt,
} from '../../site/scripts/account/session-clock.ts'
import { stubTabStorage } from '../fakes/tab-storage.ts'

const minutes = (count: number) => count * 60_000
const renewedAt = Date.parse('2026-11-30T10:00:00Z')
const times = {
  lastRenewedAt: renewedAt,
  expiresAt: renewedAt + minutes(30),
  endsAt: renewedAt + minutes(480),
}
const idle = renewedAt - 1
const stepAfter = (
  passedMs: number,
  { lastActivityAt = idle, ...changes }: Partial<SessionTimes> & { lastActivityAt?: number } = {},
) => nextSessionStep({ ...times, lastActivityAt, ...changes, now: renewedAt + passedMs })

describe("the end of the voter's session", () => {
  test('asks for nothing, acted or not, until three minutes before it', () => {
    for (const lastActivityAt of [idle, renewedAt + minutes(5)]) {
      expect(stepAfter(0, { lastActivityAt })).toBe('none')
      expect(stepAfter(minutes(27) - 1, { lastActivityAt })).toBe('none')
    }
  })

  test('is put off in silence for a voter who acted since the last renewal', () => {
    expect(stepAfter(minutes(27), { lastActivityAt: renewedAt + 1 })).toBe('renew')
  })

  test('is announced to a voter who did nothing since, whatever they did before', () => {
    expect(stepAfter(minutes(27))).toBe('warn')
    expect(stepAfter(minutes(27), { lastActivityAt: renewedAt })).toBe('warn')
    expect(stepAfter(minutes(30) - 1)).toBe('warn')
  })

  test('is announced and no more put off, acted or not, when the session has lasted the longest it can', () => {
    const last = { expiresAt: renewedAt + minutes(20), endsAt: renewedAt + minutes(20) }
    for (const lastActivityAt of [idle, renewedAt + minutes(16)]) {
      expect(stepAfter(minutes(17) - 1, { ...last, lastActivityAt })).toBe('none')
      expect(stepAfter(minutes(17), { ...last, lastActivityAt })).toBe('warn-last')
      expect(stepAfter(minutes(20), { ...last, lastActivityAt })).toBe('over')
    }
  })

  test('comes at its very moment, and is not missed by a phone that slept past all of it', () => {
    expect(stepAfter(minutes(30), { lastActivityAt: renewedAt + 1 })).toBe('over')
    expect(stepAfter(minutes(30) - 1, { lastActivityAt: renewedAt + 1 })).toBe('renew')
    expect(stepAfter(minutes(3000), { lastActivityAt: renewedAt + 1 })).toBe('over')
  })

  test.each([-7 * 3600_000, 0, 3 * 86_400_000])(
    'is at the same distance on a phone whose clock is %i ms off',
    (offMs) => {
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
    },
  )
})

describe('tabs of one session', () => {
  beforeEach(() => void stubTabStorage('localStorage'))
  afterEach(() => vi.unstubAllGlobals())

  const later = { ...times, lastRenewedAt: renewedAt + 1, expiresAt: times.expiresAt + 1 }

  test('learn from one another that it was renewed, so that an idle one asks nothing', () => {
    shareSessionTimes(later)
    expect(latestSessionTimes(times)).toEqual(later)
  })

  test('are not misled by an older answer, or by one that a former session left', () => {
    shareSessionTimes(times)
    expect(latestSessionTimes(later)).toEqual(later)
  })

  test('all end when one signs out', () => {
    shareSignOut(renewedAt + 1)
    const now = renewedAt + 2
    const known = latestSessionTimes(times)
    expect(nextSessionStep({ ...known, now, lastActivityAt: now })).toBe('over')
  })

  test('go by their own times where nothing was shared, or nothing that can be read', () => {
    expect(latestSessionTimes(times)).toEqual(times)
    for (const odd of ['', 'null', '12', '{}', '{"lastRenewedAt":null}', '<', '[]']) {
      localStorage.setItem('session', odd)
      expect(latestSessionTimes(times), odd).toEqual(times)
    }
  })

  test('go by their own times in a browser that refuses storage, and nothing breaks', () => {
    vi.stubGlobal('localStorage', undefined)
    shareSessionTimes(later)
    shareSignOut(renewedAt)
    expect(latestSessionTimes(times)).toEqual(times)
  })
})

test('a computer that others use after is known by how short its sessions are', () => {
  const sessionOf = (idleMinutes: number) => ({
    expiresAt: new Date(renewedAt + minutes(idleMinutes)).toISOString(),
  })
  expect(isSharedComputer(sessionOf(sharedIdleMinutes), renewedAt - 999)).toBe(true)
  expect(isSharedComputer(sessionOf(sessionIdleMinutes), renewedAt)).toBe(false)
})

describe('what the sign-in page knows of the last session of this browser', () => {
  beforeEach(() => void stubTabStorage('localStorage'))
  afterEach(() => vi.unstubAllGlobals())

  test('is nothing in a browser that had none, or refuses storage', () => {
    expect(isSessionOpen(renewedAt)).toBe(false)
    expect(signedOutAt()).toBe(0)
    vi.stubGlobal('localStorage', undefined)
    expect(isSessionOpen(renewedAt)).toBe(false)
    expect(signedOutAt()).toBe(0)
  })

  test('is whether it is still open, or when its voter signed out', () => {
    shareSessionTimes(times)
    expect(isSessionOpen(times.expiresAt - 1)).toBe(true)
    expect(isSessionOpen(times.expiresAt)).toBe(false)
    expect(signedOutAt()).toBe(0)
    shareSignOut(renewedAt + 1)
    expect(isSessionOpen(renewedAt + 2)).toBe(false)
    expect(signedOutAt()).toBe(renewedAt + 1)
  })
})
