/** Seconds since 1970. DynamoDB deletes an item up to two days later. */
export type Expiring = { ttl: number }

/** DynamoDB deletes by the wall clock: a suspended election still needs its items. */
const suspendedDays = 7

/** @param instant up to which the item is needed */
export function ttlOf(instant: Date): number {
  return wallTtlOf(new Date(instant)) + suspendedDays * 86_400
}

/** For items of staff, which no suspension moves. */
export function wallTtlOf(instant: WallInstant): number {
  return Math.ceil(instant.getTime() / 1000)
}
