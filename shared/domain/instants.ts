export function secondsLater(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}

/** Whole seconds from `now` to `instant`, 1 at least: what `Retry-After` says. */
export function secondsUntil(instant: Date, now: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000))
}

export function latest(...instants: Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())))
}

export function earliest(...instants: Date[]): Date {
  return new Date(Math.min(...instants.map((instant) => instant.getTime())))
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

export type Clock = () => Date

/** When the wall's clocks show what the election's does. */
export type WallTime = (time: Date) => Date
