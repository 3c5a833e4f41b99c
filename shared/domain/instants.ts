declare const byElection: unique symbol

// Known everywhere, as `Date` is.
declare global {
  /** What people read, and what staff, commands, carriers and AWS note. */
  type WallInstant = Date & { readonly [byElection]?: false }
  /** By the clock that stands still while the election is suspended: see `election/calendar.ts`. */
  type ElectionInstant = Date & { readonly [byElection]: true }
  /** Whose clock it is of has to be said before it serves. */
  type AnyInstant = WallInstant | ElectionInstant
}

/** Reads what was noted by the election's clock. */
export const electionInstant = (noted: string | number) => new Date(noted) as ElectionInstant

/** What is done before the roll's seal is noted as if no suspension came before it. */
export const unsuspended = (at: WallInstant) => at as Date as ElectionInstant

export type Clock<Instant = WallInstant> = () => Instant

export function secondsLater<Instant extends Date>(instant: Instant, seconds: number): Instant {
  return new Date(instant.getTime() + seconds * 1000) as Instant
}

/** Whole seconds from `now` to `instant`, 1 at least: what `Retry-After` says. */
export function secondsUntil<Instant extends Date>(
  instant: Instant,
  now: NoInfer<Instant>,
): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000))
}

export function latest<Instant extends Date>(...instants: Instant[]): Instant {
  return new Date(Math.max(...instants.map((instant) => instant.getTime()))) as Instant
}

export function earliest<Instant extends Date>(...instants: Instant[]): Instant {
  return new Date(Math.min(...instants.map((instant) => instant.getTime()))) as Instant
}

/** A copy with something else in place of each instant. @param name of the field that holds the value */
export function withInstants(
  value: unknown,
  change: (instant: Date, name?: string) => unknown,
  name?: string,
): unknown {
  const changed = (one: unknown, field = name) => withInstants(one, change, field)
  if (value instanceof Date) return change(value, name)
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, changed(one)]))
  if (Array.isArray(value)) return value.map((one) => changed(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [field, changed(one, field)]),
  )
}

/** When the wall's clocks show what the election's does. */
export type WallTime = (time: ElectionInstant) => WallInstant
