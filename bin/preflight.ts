import { routeThrottles, throttleOfTheRest } from '../lib/route-throttles.ts'
import { preflightHelp } from '../shared/texts/preflight/preflight-command.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { runPreflight } from '../team/preflight/run-preflight.ts'

// `npm run preflight`: whether an account can carry an election, before it is deployed. `-- --help` says more.

const throttles = [...Object.values(routeThrottles), throttleOfTheRest]
const apiPerSecond = throttles.reduce((sum, { perSecond }) => sum + perSecond, 0)

const command = frenchCommand(preflightHelp)
  .argument('[FICHIER]', preflightHelp.file)
  .action(exiting((file: string | undefined) => runPreflight(file, { apiPerSecond })))

await runInFrench(command)
