import { type WallTime, withInstants } from '../instants.ts'

/** What is by the wall's clock already has nothing to be turned into it. */
type InWallTime<Value> = Value extends ElectionInstant
  ? WallInstant
  : Value extends Date
    ? never
    : Value extends object
      ? { [Name in keyof Value]: InWallTime<Value[Name]> }
      : Value

/** A copy with each instant as the wall's clock showed it, for people to read. */
export const toWallTime = <Value>(value: Value, wall: WallTime) =>
  withInstants(value, (at) => wall(at as ElectionInstant)) as InWallTime<Value>
