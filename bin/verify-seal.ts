import { verifySealHelp } from '../shared/texts/ledger/seal-command.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runVerifySeal } from '../team/seal/run-verify-seal.ts'

// `npm run verify-seal`: what is deployed, beside what was sealed. `-- --help` says more.

const command = withReachOptions(
  frenchCommand(verifySealHelp)
    .option('--page <FICHIER>', verifySealHelp.page)
    .option('--digest <EMPREINTE>', verifySealHelp.digest)
    .option('--json', verifySealHelp.json),
).action(exiting(runVerifySeal))

await runInFrench(command)
