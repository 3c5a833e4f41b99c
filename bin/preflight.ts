import { warmThroughputOf } from '../lib/busiest-minute.ts'
import { routeThrottles, throttleOfTheRest } from '../lib/route-throttles.ts'
import { preflightHelp } from '../shared/texts/preflight/preflight-command.ts'
import { exiting, frenchCommand, readCount, runInFrench } from '../team/french-command.ts'
import { type PreflightOptions, runPreflight } from '../team/preflight/run-preflight.ts'

// `npm run preflight`: whether an account can carry an election, before it is deployed. `-- --help` says more.

const throttles = [...Object.values(routeThrottles), throttleOfTheRest]
const needs = {
  api: {
    perSecond: throttles.reduce((sum, { perSecond }) => sum + perSecond, 0),
    burst: Math.max(...throttles.map(({ burst }) => burst)),
  },
  tableWritesPerSecond: warmThroughputOf('attempts')?.writeUnitsPerSecond ?? 0,
}

const command = frenchCommand(preflightHelp)
  .argument('[FICHIER]', preflightHelp.file)
  .option('--voters <NOMBRE>', preflightHelp.voters, readCount)
  .option('--sms <NOMBRE>', preflightHelp.sms, readCount)
  .action(
    exiting((file: string | undefined, options: PreflightOptions) =>
      runPreflight(file, options, needs),
    ),
  )

await runInFrench(command)
