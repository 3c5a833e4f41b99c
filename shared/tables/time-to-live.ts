import { fromStored, type Stored } from './stored.ts'

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
