import { type WallTime, withInstants } from '../instants.ts'

/** Replaces election instants by wall instants. Other dates become `never`, so that no instant is converted twice. */
export type InWallTime<Value> = Value extends ElectionInstant
  ? WallInstant
  : Value extends Date
    ? never
    : Value extends object
      ? { [Name in keyof Value]: InWallTime<Value[Name]> }
      : Value

export const toWallTime = <Value>(value: Value, wall: WallTime) =>
  withInstants(value, (at) => wall(at as ElectionInstant)) as InWallTime<Value>
