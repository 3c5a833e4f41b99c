import { usd } from '../../shared/texts/election/estimate-command.ts'
import { prices } from '../estimate/prices.ts'
import { queriesOfHour, queriesSinceOpening, type Watched } from './queries.ts'

/** Of the API, and of the ten routes and their shares, which are asked for by what alarms tell. */
const askedThroughAlarms = 3 + 11

/** What a day of reading costs, in USD. */
export function costOfDay(watched: Watched, everySeconds: number): string {
  const queries = queriesOfHour(watched, []).length + queriesSinceOpening(watched).length
  const readings = 86_400 / everySeconds
  const { usd: price, per } = prices.metricsRead
  return usd(((queries + askedThroughAlarms) * readings * price) / per)
}
