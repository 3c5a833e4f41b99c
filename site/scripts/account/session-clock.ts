/** When the session ends. In ms on this device's clock, which may be wrong: only durations come from the server. */
export interface SessionTimes {
  /** Unless it is renewed before. */
  expiresAt: number
  /** Whatever is done. */
  endsAt: number
  lastRenewedAt: number
}

export type SessionStep = { sleepUntil: number } | 'renew' | 'warn' | 'warn-last' | 'over'

/** How long before its end a voter who does nothing is warned. */
const WARNING_MS = 180_000

/** The API's ten `sharedIdleMinutes`, and one more: its answer and its date are not of one instant. Others have thirty. */
const SHARED_MS = 660_000

const KEY = 'session'

/** What the page does now. `lastActedAt`: when the voter last touched or typed something, not when the page asked. */
export function nextSessionStep({
  now,
  expiresAt,
  endsAt,
  lastActedAt,
  lastRenewedAt,
}: SessionTimes & { now: number; lastActedAt: number }): SessionStep {
  if (now >= expiresAt) return 'over'
  if (now < expiresAt - WARNING_MS) return { sleepUntil: expiresAt - WARNING_MS }
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

/** Tells the other tabs, or nobody in a browser that refuses storage. */
export function shareSessionTimes(times: SessionTimes): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(times))
  } catch {}
}

/** The server's word for a computer that others use after this voter: their session is this short. */
export function isSharedComputer({ expiresAt }: { expiresAt: string }, at: number): boolean {
  return Date.parse(expiresAt) - at < SHARED_MS
}

const none: SessionTimes = { expiresAt: 0, endsAt: 0, lastRenewedAt: 0 }

/** As far as this browser knows: in any of its tabs, and the server may have ended it. */
export function isSessionOpen(now: number): boolean {
  return latestSessionTimes(none).expiresAt > now
}

/** When its voter signed out, perhaps in another tab (ms); 0 when a session was only left to end, or never begun. */
export function signedOutAt(): number {
  const { endsAt, lastRenewedAt } = latestSessionTimes(none)
  return endsAt === 0 ? lastRenewedAt : 0
}

/** The other tabs leave too. */
export function shareSignOut(now: number): void {
  shareSessionTimes({ expiresAt: 0, endsAt: 0, lastRenewedAt: now })
}

/** Those of this tab, or those that another tab learnt since: all of them have one session. */
export function latestSessionTimes(own: SessionTimes): SessionTimes {
  try {
    const shared = JSON.parse(String(localStorage.getItem(KEY))) as SessionTimes
    if (shared.lastRenewedAt >= own.lastRenewedAt) return shared
  } catch {}
  return own
}
