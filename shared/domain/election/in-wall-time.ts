import { type WallTime, withInstants } from '../instants.ts'

/** Rejects at compile time values that already hold wall instants. */
export type InWallTime<Value> = Value extends ElectionInstant
  ? WallInstant
  : Value extends Date
    ? never
    : Value extends object
      ? { [Name in keyof Value]: InWallTime<Value[Name]> }
      : Value

export const toWallTime = <Value>(value: Value, wall: WallTime) =>
  withInstants(value, (at) => wall(at as ElectionInstant)) as InWallTime<Value>
