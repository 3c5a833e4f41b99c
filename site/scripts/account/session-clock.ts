/** The end of the session in ms on this device's clock, which may be wrong: only durations come from the server. */
export interface SessionTimes {
  expiresAt: number
  /** The session cannot be renewed beyond this. */
  endsAt: number
  lastRenewedAt: number
}

export type SessionStep = 'none' | 'renew' | 'warn' | 'warn-last' | 'over'

const WARNING_MS = 180_000

/**
 * The API's `sharedIdleMinutes` (10) plus one: its answer and its date are not of one instant. Other sessions have 30.
 */
const SHARED_MS = 660_000

const KEY = 'session'

/** @param lastActedAt when the voter last touched or typed something */
export function nextSessionStep({
  now,
  expiresAt,
  endsAt,
  lastActedAt,
  lastRenewedAt,
}: SessionTimes & { now: number; lastActedAt: number }): SessionStep {
  if (now >= expiresAt) return 'over'
  if (now < expiresAt - WARNING_MS) return 'none'
  if (expiresAt >= endsAt) return 'warn-last'
  return lastActedAt > lastRenewedAt ? 'renew' : 'warn'
}

/** `at` is the server's clock and `now` this device's (ms), both at the answer that says `session`. */
export function readSessionTimes(
  session: { expiresAt: string; endsAt: string },
  at: number,
  now: number,
): SessionTimes {
  const here = (time: string) => now + Date.parse(time) - at
  return {
    expiresAt: here(session.expiresAt),
    endsAt: here(session.endsAt),
    lastRenewedAt: now,
  }
}

export function shareSessionTimes(times: SessionTimes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(times))
  } catch {}
}

/** Recognises a shared computer by its shorter session. */
export function isSharedComputer({ expiresAt }: { expiresAt: string }, at: number): boolean {
  return Date.parse(expiresAt) - at < SHARED_MS
}

const none: SessionTimes = { expiresAt: 0, endsAt: 0, lastRenewedAt: 0 }

/** As far as any tab of this browser knows: the server may have ended it. */
export function isSessionOpen(now: number): boolean {
  return latestSessionTimes(none).expiresAt > now
}

/** When the voter signed out, in any tab (ms); 0 if the session ended by itself, or there was none. */
export function signedOutAt(): number {
  const { endsAt, lastRenewedAt } = latestSessionTimes(none)
  return endsAt === 0 ? lastRenewedAt : 0
}

export function shareSignOut(now: number): void {
  shareSessionTimes({ expiresAt: 0, endsAt: 0, lastRenewedAt: now })
}

/** The times of this tab, or newer ones from another tab: all share one session. */
export function latestSessionTimes(own: SessionTimes): SessionTimes {
  try {
    const shared = JSON.parse(String(localStorage.getItem(KEY))) as SessionTimes
    if (shared.lastRenewedAt >= own.lastRenewedAt) return shared
  } catch {}
  return own
}
