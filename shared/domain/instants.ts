declare const electionClockMark: unique symbol

declare global {
  type WallInstant = Date & { readonly [electionClockMark]?: false }
  /** Instant of the election's clock, which stops during a suspension. */
  type ElectionInstant = Date & { readonly [electionClockMark]: true }
  type AnyInstant = WallInstant | ElectionInstant
}

export const electionInstant = (value: string | number) => new Date(value) as ElectionInstant

/** Ignores suspensions. Use it only where none can have happened yet, or where they do not matter. */
export const asElectionInstant = (at: WallInstant) => at as Date as ElectionInstant

export type Clock<Instant = WallInstant> = () => Instant

export function secondsLater<Instant extends Date>(instant: Instant, seconds: number): Instant {
  return new Date(instant.getTime() + seconds * 1000) as Instant
}

export function secondsUntil<Instant extends Date>(
  instant: Instant,
  now: NoInfer<Instant>,
): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000))
}

export function latestOf<Instant extends Date>(...instants: Instant[]): Instant {
  return new Date(Math.max(...instants.map((instant) => instant.getTime()))) as Instant
}

export function earliestOf<Instant extends Date>(...instants: Instant[]): Instant {
  return new Date(Math.min(...instants.map((instant) => instant.getTime()))) as Instant
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return (value as object | undefined | null)?.constructor === Object
}

export function mapInstants(
  value: unknown,
  change: (instant: Date, name?: string) => unknown,
  name?: string,
): unknown {
  const convert = (member: unknown, field = name) => mapInstants(member, change, field)
  if (value instanceof Date) return change(value, name)
  if (value instanceof Map)
    return new Map([...value].map(([key, member]) => [key, convert(member)]))
  if (Array.isArray(value)) return value.map((member) => convert(member))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([field, member]) => [field, convert(member, field)]),
  )
}

export type ToWall = (time: ElectionInstant) => WallInstant
