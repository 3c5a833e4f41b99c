/** Times in ms on this device's clock, which may be wrong: only the durations come from the server. */
export interface SessionTimes {
  expiresAt: number
  endsAt: number
  lastRenewedAt: number
}

export type SessionStep = 'none' | 'renew' | 'warn' | 'warn-last' | 'over'

const WARNING_LEAD_MS = 180_000

/** The API's `sharedIdleMinutes` (10) and a margin of one minute. On other computers, `sessionIdleMinutes` is 30. */
const MAX_SHARED_SESSION_MS = 660_000

const SESSION_TIMES_KEY = 'session'

export function nextSessionStep({
  now,
  expiresAt,
  endsAt,
  lastActivityAt,
  lastRenewedAt,
}: SessionTimes & { now: number; lastActivityAt: number }): SessionStep {
  if (now >= expiresAt) return 'over'
  if (now < expiresAt - WARNING_LEAD_MS) return 'none'
  if (expiresAt >= endsAt) return 'warn-last'
  return lastActivityAt > lastRenewedAt ? 'renew' : 'warn'
}

/** Converts the session's times to this device's clock, which shows `now` (ms) when the server's shows `at`. */
export function readSessionTimes(
  session: { expiresAt: string; endsAt: string },
  at: number,
  now: number,
): SessionTimes {
  const toDeviceTime = (time: string) => now + Date.parse(time) - at
  return {
    expiresAt: toDeviceTime(session.expiresAt),
    endsAt: toDeviceTime(session.endsAt),
    lastRenewedAt: now,
  }
}

export function shareSessionTimes(times: SessionTimes): void {
  try {
    localStorage.setItem(SESSION_TIMES_KEY, JSON.stringify(times))
  } catch {}
}

/** Judges by the idle time, so returns false once `endsAt` limits it. Few use a shared computer for eight hours. */
export function isSharedComputer(
  { expiresAt, endsAt }: { expiresAt: string; endsAt: string },
  at: number,
): boolean {
  return expiresAt < endsAt && Date.parse(expiresAt) - at < MAX_SHARED_SESSION_MS
}

const noTimes: SessionTimes = { expiresAt: 0, endsAt: 0, lastRenewedAt: 0 }

/** True until the stored expiry; the server may have ended the session earlier. */
export function isSessionOpen(now: number): boolean {
  return latestSessionTimes(noTimes).expiresAt > now
}

/** Time (ms) at which a tab recorded the session's end, or 0. */
export function sessionEndedAt(): number {
  const { expiresAt, lastRenewedAt } = latestSessionTimes(noTimes)
  return expiresAt === 0 ? lastRenewedAt : 0
}

/** True if a tab recorded a sign-out, or if no session is recorded. */
export function isSignedOut(): boolean {
  return latestSessionTimes(noTimes).endsAt === 0
}

export function shareSessionEnd(now: number, isSignOut: boolean): void {
  shareSessionTimes({ expiresAt: 0, endsAt: isSignOut ? 0 : now, lastRenewedAt: now })
}

export function latestSessionTimes(tabTimes: SessionTimes): SessionTimes {
  try {
    const sharedTimes: SessionTimes = JSON.parse(localStorage.getItem(SESSION_TIMES_KEY) as string)
    if (sharedTimes.lastRenewedAt >= tabTimes.lastRenewedAt) return sharedTimes
  } catch {}
  return tabTimes
}
