import { loads, pacedCalls, unitsOfNewTable, warmThroughputOf } from '../lib/busiest-minute.ts'
import { firewallLimits, firewallWindowSeconds } from '../lib/firewall-limits.ts'
import { routeThrottles } from '../lib/route-throttles.ts'
import { costHelp } from '../shared/texts/election/cost-command.ts'
import { pollDelayMs } from '../site/scripts/reissue/poll-delay.ts'
import { plannedVoters } from '../team/capacity/demand.ts'
import { countLooks } from '../team/cost/count-looks.ts'
import { type CostNeeds, runCost } from '../team/cost/run-cost.ts'
import { exiting, frenchCommand, readCount, runInFrench } from '../team/french-command.ts'

// `npm run cost`: what an election costs, from what the code counts and a table of prices. `-- --help` says more.

const needs: CostNeeds = {
  calls: { ...loads, ...pacedCalls },
  looksOf: (smsDelaySeconds) => countLooks(pollDelayMs, smsDelaySeconds),
  warmWrites:
    (warmThroughputOf('attempts')?.writeUnitsPerSecond ?? unitsOfNewTable.writes) -
    unitsOfNewTable.writes,
  flood: {
    linksOfAddress: firewallLimits.Links,
    windowSeconds: firewallWindowSeconds,
    linksPerSecond: routeThrottles['POST /api/account/link'].perSecond,
  },
}

const command = frenchCommand(costHelp)
  .argument('[FICHIER]', costHelp.file)
  .option('--voters <NOMBRE>', costHelp.voters, readCount, plannedVoters)
  .option('--reissues <NOMBRE>', costHelp.reissues, readCount)
  .action(
    exiting((file: string | undefined, size: { voters: number; reissues?: number }) =>
      runCost(file, size, needs),
    ),
  )

await runInFrench(command)
