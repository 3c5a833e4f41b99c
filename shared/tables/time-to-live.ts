/** What DynamoDB deletes an item by: seconds since 1970. It does so up to two days late. */
export type Expiring = { ttl: number }

/** DynamoDB's clock is the wall's: what an election that is suspended for so long still needs, it must not delete. */
const suspendedDays = 7

/** @param instant up to which the item is needed */
export function ttlOf(instant: Date): number {
  return wallTtlOf(new Date(instant)) + suspendedDays * 86_400
}

/** Of what staff live by: no suspension moves it. */
export function wallTtlOf(instant: WallInstant): number {
  return Math.ceil(instant.getTime() / 1000)
}
