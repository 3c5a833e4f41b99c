import { InvalidArgumentError, Option } from 'commander'
import { watchLauncher } from '../local/end-with-npm.ts'
import { watchHelp } from '../shared/texts/election/watch-command.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runWatch } from '../team/watch/run-watch.ts'

// `npm run watch`: where the election stands, in a terminal and on a page. `npm run watch -- --help` says more.

const program = withReachOptions(frenchCommand(watchHelp))
  .option('--once', watchHelp.once)
  .addOption(new Option('--json', watchHelp.json).conflicts('page'))
  .option('--page <FICHIER>', watchHelp.page)
  .option('--every <SECONDES>', watchHelp.every, readSeconds)
  .addHelpText('after', watchHelp.after)
  .action(exiting(runWatch))

const stop = () => process.kill(process.pid, 'SIGTERM')
watchLauncher(stop)
process.stdout.once('error', stop)
await runInFrench(program)

function readSeconds(text: string): number {
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (seconds < 5 || seconds > 3600) throw new InvalidArgumentError(watchHelp.notSeconds)
  return seconds
}
