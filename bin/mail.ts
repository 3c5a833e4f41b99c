import { mailHelp } from '../shared/texts/mail/mail-command.ts'
import { exiting } from '../team/french-command.ts'
import { runSuppressed, runUnsuppress } from '../team/mail/run-mail.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run mail`: the voters to whom SES writes no more. `npm run mail -- --help` says more.

const { commandOf, run } = reachingProgram(mailHelp)

commandOf('suppressed').action(exiting(runSuppressed))

commandOf('unsuppress')
  .argument('[FICHIER]', mailHelp.file)
  .option('--all-of-roll', mailHelp.allOfRoll)
  .action(exiting(runUnsuppress))

await run()
