import { type WallTime, withInstants } from '../instants.ts'

/** Whatever changes the roll notes these by the wall's clock already. */
const notedByWall = ['correctedAt', 'addressCorrectedAt', 'removedAt', 'noticeReturnedAt']

/** A copy with each instant as the wall's clock showed it. */
export const toWallTime = <Value>(value: Value, wall: WallTime) =>
  withInstants(value, (at, name = '') => (notedByWall.includes(name) ? at : wall(at))) as Value

/** A port whose answers have each instant as the wall's clock showed it: for people to read. */
export function inWallTime<Port extends object>(port: Port, wall: WallTime): Port {
  return Object.fromEntries(
    Object.entries(port).map(([name, ask]) => [
      name,
      async (...asked: unknown[]) => toWallTime(await ask(...asked), wall),
    ]),
  ) as Port
}
