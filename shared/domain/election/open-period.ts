import { secondsLater } from '../instants.ts'

/** Whoever signed in before the vote closes may finish for so long after it (CGFP, R.211-563). */
export const graceMinutes = 30

export function voteClosesFor(
  voteClosesAt: ElectionInstant,
  signedInAt: ElectionInstant,
): ElectionInstant {
  return signedInAt < voteClosesAt ? secondsLater(voteClosesAt, graceMinutes * 60) : voteClosesAt
}

/** A window holds its first instant and not its last. */
export function isOpen<Instant extends AnyInstant>(
  opensAt: Instant,
  closesAt: Instant,
  now: NoInfer<Instant>,
): boolean {
  return now >= opensAt && now < closesAt
}

export type PeriodState = 'not-open' | 'open' | 'closes-soon' | 'closed'

/** From how long before its end an open period is said to close soon. */
const soonMilliseconds = 2 * 3600_000

interface Period {
  opensAt: WallInstant
  closesAt: WallInstant
}

/** Where an open period stands, by the bounds of `isOpen`. */
export function periodStateAt({ opensAt, closesAt }: Period, now: WallInstant): PeriodState {
  if (now < opensAt) return 'not-open'
  if (now >= closesAt) return 'closed'
  return closesAt.getTime() - now.getTime() <= soonMilliseconds ? 'closes-soon' : 'open'
}

/** The instants at which `periodStateAt` answers something else. */
export function boundariesOf({ opensAt, closesAt }: Period): WallInstant[] {
  return [opensAt, new Date(closesAt.getTime() - soonMilliseconds), closesAt]
}
