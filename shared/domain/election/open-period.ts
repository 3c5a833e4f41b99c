/** A window holds its first instant and not its last. */
export function isOpen(opensAt: Date, closesAt: Date, now: Date): boolean {
  return now >= opensAt && now < closesAt
}

export type PeriodState = 'not-open' | 'open' | 'closes-soon' | 'closed'

/** From how long before its end an open period is said to close soon. */
const soonMilliseconds = 2 * 3600_000

/** Where an open period stands, by the bounds of `isOpen`. Without `opensAt` it has been open for ever. */
export function periodStateAt(
  { opensAt, closesAt }: { opensAt?: Date; closesAt: Date },
  now: Date,
): PeriodState {
  if (opensAt && now < opensAt) return 'not-open'
  if (now >= closesAt) return 'closed'
  return closesAt.getTime() - now.getTime() <= soonMilliseconds ? 'closes-soon' : 'open'
}

/** The instants at which `periodStateAt` answers something else. */
export function boundariesOf({ opensAt, closesAt }: { opensAt?: Date; closesAt: Date }): Date[] {
  const soon = new Date(closesAt.getTime() - soonMilliseconds)
  return opensAt ? [opensAt, soon, closesAt] : [soon, closesAt]
}
