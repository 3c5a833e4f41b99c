import {
  loads,
  pacedCalls,
  peakOf,
  unitsOfNewTable,
  warmThroughputOf,
} from '../lib/busiest-minute.ts'
import { firewallLimits } from '../lib/firewall-limits.ts'
import { routeThrottles, throttleOfTheRest } from '../lib/route-throttles.ts'
import { type TableName, tables } from '../shared/tables/tables.ts'
import { pollDelayMs } from '../site/scripts/reissue/poll-delay.ts'
import { countLooks } from '../team/estimate/count-looks.ts'
import type { EstimateNeeds } from '../team/estimate/run-estimate.ts'

const writesOf = (table: TableName) =>
  warmThroughputOf(table)?.writeUnitsPerSecond ?? unitsOfNewTable.writes

const ofRoutes = Object.values(loads).flatMap((load) => ('route' in load ? [load] : []))
const perSecondOf = (route: string) =>
  ofRoutes.reduce((sum, load) => sum + (load.route === route ? load.perSecond : 0), 0)

export const estimateNeeds: EstimateNeeds = {
  calls: { ...loads, ...pacedCalls },
  looksOf: (smsDelaySeconds) => countLooks(pollDelayMs, smsDelaySeconds),
  warmWrites: writesOf('attempts') - unitsOfNewTable.writes,
  planned: {
    apiPerSecond: ofRoutes.reduce((sum, { perSecond }) => sum + perSecond, 0),
    routePercent: Math.max(
      ...ofRoutes.map(({ route }) => (100 * perSecondOf(route)) / routeThrottles[route].perSecond),
    ),
    tablePercent: Math.max(
      ...(Object.keys(tables) as TableName[]).map(
        (table) => (100 * peakOf(table).writes) / writesOf(table),
      ),
    ),
    linksOfAddress: firewallLimits.Links,
  },
}

const throttles = [...Object.values(routeThrottles), throttleOfTheRest]

export const preflightNeeds = {
  api: {
    perSecond: throttles.reduce((sum, { perSecond }) => sum + perSecond, 0),
    burst: Math.max(...throttles.map(({ burst }) => burst)),
  },
  tableWritesPerSecond: warmThroughputOf('attempts')?.writeUnitsPerSecond ?? 0,
}
