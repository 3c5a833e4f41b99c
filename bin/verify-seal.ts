import { Command } from 'commander'
import { verifySealHelp } from '../shared/texts/ledger/seal-command.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runVerifySeal, type VerifySealOptions } from '../team/seal/run-verify-seal.ts'

// `npm run verify-seal`: what is deployed, beside what was sealed. `-- --help` says more.

const command = withReachOptions(
  inFrench(new Command(verifySealHelp.name))
    .usage(verifySealHelp.usage)
    .description(verifySealHelp.description)
    .option('--page <FICHIER>', verifySealHelp.page)
    .option('--digest <EMPREINTE>', verifySealHelp.digest)
    .option('--json', verifySealHelp.json)
    .addHelpText('after', `\n${verifySealHelp.outcomes}`),
).action(async (options: VerifySealOptions) => {
  process.exitCode = await runVerifySeal(options)
})

await runInFrench(command, verifySealHelp.name)
