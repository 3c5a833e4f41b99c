import { Argument } from 'commander'
import { ringNames } from '../shared/domain/keys.ts'
import { keysHelp } from '../shared/texts/keys-command.ts'
import { exiting } from '../team/french-command.ts'
import { runAdd, runRetire, runShow, runUse } from '../team/keys/run-keys.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run keys`: replaces the keys of an election that is running. `npm run keys -- --help` says more.

const { commandOf, run } = reachingProgram(keysHelp)

const group = () => new Argument('<GROUPE>', keysHelp.group).choices(ringNames)

commandOf('show').action(exiting(runShow))

commandOf('add').addArgument(group()).action(exiting(runAdd))

commandOf('use').addArgument(group()).action(exiting(runUse))

commandOf('retire')
  .addArgument(group())
  .option('--forget-browsers', keysHelp.forgetBrowsers)
  .action(exiting(runRetire))

await run()
