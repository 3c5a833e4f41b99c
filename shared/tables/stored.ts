import { isRecord, mapInstants } from '../domain/instants.ts'

/** Names of attributes with instants or lists of instants. `fromStored` also checks the text's format. */
type InstantName = `${string}At` | 'at' | 'from' | 'to' | 'since' | 'until'
const instantNamePattern = /At$|^(at|from|to|since|until)$/

/** A value as DynamoDB stores it. Instants are ISO 8601 in UTC with milliseconds, so they compare as text. */
export type Stored<T> = T extends Date
  ? string
  : T extends (infer Element)[]
    ? Stored<Element>[]
    : T extends object
      ? {
          [Name in keyof T]: Name extends InstantName ? Stored<T[Name]> : Stored<NoInstant<T[Name]>>
        }
      : T

type NoInstant<T> = T extends Date ? never : T

export function toStored<Value>(value: Value): Stored<Value> {
  return mapInstants(value, (instant) => instant.toISOString()) as Stored<Value>
}

export function fromStored<Value>(stored: Stored<Value>): Value {
  return readValue(stored) as Value
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function readValue(stored: unknown, name = ''): unknown {
  if (typeof stored === 'string') {
    return instantNamePattern.test(name) && instantPattern.test(stored) ? new Date(stored) : stored
  }
  if (Array.isArray(stored)) return stored.map((element) => readValue(element, name))
  if (!isRecord(stored)) return stored
  return Object.fromEntries(
    Object.entries(stored).map(([name, element]) => [name, readValue(element, name)]),
  )
}

/** `ttl` is in seconds since 1970. DynamoDB deletes expired items within a few days, without a guarantee. */
export type ExpiringItem = { ttl: number }

export const fromExpiringItem = <Value>({ ttl: _, ...item }: Stored<Value> & ExpiringItem): Value =>
  fromStored<Value>(item as Stored<Value>)

/** DynamoDB deletes by the wall clock. With this margin, items outlast a suspension of seven days. */
const suspensionMarginDays = 7

export function ttlOf(instant: Date): number {
  return wallTtlOf(new Date(instant)) + suspensionMarginDays * 86_400
}

export function wallTtlOf(instant: WallInstant): number {
  return Math.ceil(instant.getTime() / 1000)
}
