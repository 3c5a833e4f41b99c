import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { type Clocks, clocksOf } from '../../shared/domain/election/calendar.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
import type { Deployment } from '../deployment.ts'

/** What the election's clock shows, by which its tables are written. */
export async function readClocks({
  database,
  outputs,
}: Pick<Deployment, 'database' | 'outputs'>): Promise<Clocks> {
  const calendar = await dynamoCalendar(database, outputs.CalendarTable).find()
  return clocksOf(() => calendar)
}

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
