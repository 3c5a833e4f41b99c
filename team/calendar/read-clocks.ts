import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { type Clocks, clocksOf } from '../../shared/domain/election/calendar.ts'
import type { Deployment } from '../deployment.ts'

export async function readClocks({
  database,
  outputs,
}: Pick<Deployment, 'database' | 'outputs'>): Promise<Clocks> {
  const calendar = await dynamoCalendar(database, outputs.CalendarTable).find()
  return clocksOf(
    () => calendar,
    () => new Date(),
  )
}
