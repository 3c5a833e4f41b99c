import { type WallTime, withInstants } from '../instants.ts'

/** A port whose answers have each instant as the wall's clock showed it: for people to read. */
export function inWallTime<Port extends object>(port: Port, wall: WallTime): Port {
  return Object.fromEntries(
    Object.entries(port).map(([name, ask]) => [
      name,
      async (...asked: unknown[]) => withInstants(await ask(...asked), wall),
    ]),
  ) as Port
}
