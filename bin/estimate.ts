import {
  loads,
  pacedCalls,
  peakOf,
  unitsOfNewTable,
  warmThroughputOf,
} from '../lib/busiest-minute.ts'
import { firewallLimits } from '../lib/firewall-limits.ts'
import { routeThrottles } from '../lib/route-throttles.ts'
import { type TableName, tables } from '../shared/tables/tables.ts'
import { estimateHelp } from '../shared/texts/election/estimate-command.ts'
import { pollDelayMs } from '../site/scripts/reissue/poll-delay.ts'
import { countLooks } from '../team/estimate/count-looks.ts'
import { plannedVoters } from '../team/estimate/quotas.ts'
import { type EstimateNeeds, runEstimate } from '../team/estimate/run-estimate.ts'
import { exiting, frenchCommand, readCount, runInFrench } from '../team/french-command.ts'

// `npm run estimate`: the quotas that an election needs and what it costs, from what the code counts and a table of
// prices. `-- --help` says more.

const writesOf = (table: TableName) =>
  warmThroughputOf(table)?.writeUnitsPerSecond ?? unitsOfNewTable.writes

const ofRoutes = Object.values(loads).flatMap((load) => ('route' in load ? [load] : []))
const perSecondOf = (route: string) =>
  ofRoutes.reduce((sum, load) => sum + (load.route === route ? load.perSecond : 0), 0)

export const needs: EstimateNeeds = {
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

const command = frenchCommand(estimateHelp)
  .argument('[FICHIER]', estimateHelp.file)
  .option('--voters <NOMBRE>', estimateHelp.voters, readCount, plannedVoters)
  .option('--reissues <NOMBRE>', estimateHelp.reissues, readCount)
  .action(
    exiting((file: string | undefined, size: { voters: number; reissues?: number }) =>
      runEstimate(file, size, needs, () => new Date()),
    ),
  )

if (import.meta.main) await runInFrench(command)
