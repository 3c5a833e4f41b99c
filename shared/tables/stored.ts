import { isRecord, withInstants } from '../domain/instants.ts'

/** `fromStored` recognises instants, and lists of them, by attribute name and text format. */
type InstantName = `${string}At` | 'at' | 'from' | 'to' | 'since' | 'until'
const instantName = /At$|^(at|from|to|since|until)$/

/** Instants become ISO 8601 texts in UTC, always with milliseconds, so they compare as text. */
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
  return withInstants(value, (instant) => instant.toISOString()) as Stored<Value>
}

export function fromStored<Value>(stored: Stored<Value>): Value {
  return readStored(stored) as Value
}

const storedInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function readStored(stored: unknown, name = ''): unknown {
  if (typeof stored === 'string') {
    return instantName.test(name) && storedInstant.test(stored) ? new Date(stored) : stored
  }
  if (Array.isArray(stored)) return stored.map((element) => readStored(element, name))
  if (!isRecord(stored)) return stored
  return Object.fromEntries(
    Object.entries(stored).map(([name, element]) => [name, readStored(element, name)]),
  )
}

/** Seconds since 1970. DynamoDB deletes an expired item up to two days late. */
export type Expiring = { ttl: number }

export const fromExpiringItem = <Value>({ ttl: _, ...item }: Stored<Value> & Expiring): Value =>
  fromStored<Value>(item as Stored<Value>)

/** DynamoDB deletes by wall time, while a suspended election still needs its items. */
const suspensionMarginDays = 7

export function ttlOf(instant: Date): number {
  return wallTtlOf(new Date(instant)) + suspensionMarginDays * 86_400
}

/** Returns the expiry of a staff item, which suspensions do not affect. */
export function wallTtlOf(instant: WallInstant): number {
  return Math.ceil(instant.getTime() / 1000)
}
