import { loads, unitsOfNewTable, warmThroughputOf } from '../lib/busiest-minute.ts'
import { firewallLimits, firewallWindowSeconds } from '../lib/firewall-limits.ts'
import { routeThrottles } from '../lib/route-throttles.ts'
import { type TableName, tables } from '../shared/tables/tables.ts'
import { capacityHelp } from '../shared/texts/election/capacity-command.ts'
import { plannedVoters } from '../team/capacity/demand.ts'
import type { CapacityNeeds } from '../team/capacity/quotas.ts'
import { runCapacity } from '../team/capacity/run-capacity.ts'
import { exiting, frenchCommand, readCount, runInFrench } from '../team/french-command.ts'

// `npm run capacity`: what a vote of so many does to the quotas of the election's file. `-- --help` says more.

const writesOfTable = (table: TableName) =>
  warmThroughputOf(table)?.writeUnitsPerSecond ?? unitsOfNewTable.writes

export const needs: CapacityNeeds = {
  loads,
  throttles: Object.fromEntries(
    Object.entries(routeThrottles).map(([route, { perSecond }]) => [route, perSecond]),
  ),
  tableWrites: Object.fromEntries(
    Object.keys(tables).map((table) => [table, writesOfTable(table as TableName)]),
  ),
  firewall: { links: firewallLimits.Links, windowSeconds: firewallWindowSeconds },
}

const command = frenchCommand(capacityHelp)
  .argument('[FICHIER]', capacityHelp.file)
  .option('--voters <NOMBRE>', capacityHelp.voters, readCount, plannedVoters)
  .option('--picture <FICHIER>', capacityHelp.picture, 'capacity.svg')
  .action(
    exiting((file: string | undefined, options: { voters: number; picture: string }) =>
      runCapacity(file, options, needs),
    ),
  )

if (import.meta.main) await runInFrench(command)
