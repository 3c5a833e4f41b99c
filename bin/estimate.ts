import { estimateHelp } from '../shared/texts/election/estimate-command.ts'
import { plannedVoters } from '../team/estimate/quotas.ts'
import { runEstimate } from '../team/estimate/run-estimate.ts'
import { exiting, frenchCommand, readCount, runInFrench } from '../team/french-command.ts'

// `npm run estimate`: the quotas that an election needs and what it costs. `-- --help` says more.

const command = frenchCommand(estimateHelp)
  .argument('[FICHIER]', estimateHelp.file)
  .option('--voters <NOMBRE>', estimateHelp.voters, readCount, plannedVoters)
  .option('--reissues <NOMBRE>', estimateHelp.reissues, readCount)
  .action(
    exiting((file: string | undefined, size: { voters: number; reissues?: number }) =>
      runEstimate(file, size, () => new Date()),
    ),
  )

await runInFrench(command)
