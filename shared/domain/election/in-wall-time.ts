import { type WallTime, withInstants } from '../instants.ts'

/** A value that has wall instants already does not compile. */
type InWallTime<Value> = Value extends ElectionInstant
  ? WallInstant
  : Value extends Date
    ? never
    : Value extends object
      ? { [Name in keyof Value]: InWallTime<Value[Name]> }
      : Value

/** Copies a value with its instants in wall time, for people to read. */
export const toWallTime = <Value>(value: Value, wall: WallTime) =>
  withInstants(value, (at) => wall(at as ElectionInstant)) as InWallTime<Value>
