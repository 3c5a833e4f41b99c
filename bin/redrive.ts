import { redriveHelp } from '../shared/texts/redrive-command.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runRedrive } from '../team/run-redrive.ts'

// `npm run redrive`: puts what the DLQs hold back on their queues. `npm run redrive -- --help` says more.

await runInFrench(
  withReachOptions(frenchCommand(redriveHelp))
    .addHelpText('after', redriveHelp.examples)
    .action(exiting(runRedrive)),
)
