import type { WallTime } from '../instants.ts'

/** A port whose answers have each instant as the wall's clock showed it: for people to read. */
export function inWallTime<Port extends object>(port: Port, wall: WallTime): Port {
  const told = (answer: unknown): unknown => {
    if (answer instanceof Date) return wall(answer)
    if (answer instanceof Map) return new Map([...answer].map(([key, one]) => [key, told(one)]))
    if (Array.isArray(answer)) return answer.map(told)
    if (typeof answer !== 'object' || answer === null) return answer
    return Object.fromEntries(Object.entries(answer).map(([name, one]) => [name, told(one)]))
  }
  return Object.fromEntries(
    Object.entries(port).map(([name, ask]) => [
      name,
      async (...asked: unknown[]) => told(await ask(...asked)),
    ]),
  ) as Port
}
