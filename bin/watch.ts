import { Option } from 'commander'
import { watchLauncher } from '../local/end-with-npm.ts'
import { exiting, frenchCommand, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'
import { runWatch } from '../team/watch/run-watch.ts'
import { watchHelp } from '../team/watch/watch-texts.ts'

// `npm run watch`: where the election stands, in a terminal and on a page. `npm run watch -- --help` says more.

const program = withReachOptions(frenchCommand(watchHelp))
  .option('--once', watchHelp.once)
  .addOption(new Option('--json', watchHelp.json).conflicts('page'))
  .option('--page <FICHIER>', watchHelp.page)
  .addHelpText('after', watchHelp.after)
  .action(exiting(runWatch))

const stop = () => process.kill(process.pid, 'SIGTERM')
watchLauncher(stop)
process.stdout.once('error', stop)
await runInFrench(program)
