import { dirname } from 'node:path'
import { contentSecurityPolicy } from '../lib/content-security-policy.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { smokeHelp } from '../shared/texts/preflight/smoke-command.ts'
import { builtSites } from '../site/built-files.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runSmoke, type SmokeOptions } from '../team/smoke/run-smoke.ts'

// `npm run smoke`: whether what is deployed works, as a voter goes. `-- --help` says more.

const command = withReachOptions(
  frenchCommand(smokeHelp).option('--phone <NUMÉRO>', smokeHelp.phone),
).action(
  exiting((options: SmokeOptions) => {
    const sites = (election: Election) => builtSites(election, dirname(options.election))
    return runSmoke(options, { sites, contentSecurityPolicy })
  }),
)

await runInFrench(command)
