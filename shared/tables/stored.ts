/**
 * A value as an item holds it. Instants are ISO 8601 in UTC, always to the millisecond, so they compare as
 * text.
 */
export type Stored<T> = T extends Date
  ? string
  : T extends (infer Element)[]
    ? Stored<Element>[]
    : T extends object
      ? { [Name in keyof T]: Stored<T[Name]> }
      : T

/** What DynamoDB deletes an item by: seconds since 1970. It does so up to two days late. */
export type Expiring = { ttl: number }

export function ttlOf(instant: Date): number {
  return Math.ceil(instant.getTime() / 1000)
}
