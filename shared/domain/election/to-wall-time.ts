import { mapInstants, type ToWall } from '../instants.ts'

/** Dates of another clock become `never`, so that no instant is converted twice. */
export type ToWallTime<Value> = Value extends ElectionInstant
  ? WallInstant
  : Value extends Date
    ? never
    : Value extends object
      ? { [Name in keyof Value]: ToWallTime<Value[Name]> }
      : Value

export const toWallTime = <Value>(value: Value, toWall: ToWall) =>
  mapInstants(value, (at) => toWall(at as ElectionInstant)) as ToWallTime<Value>
