import { mailHelp } from '../shared/texts/mail/mail-command.ts'
import { runSuppressed, runUnsuppress, type UnsuppressOptions } from '../team/mail/run-mail.ts'
import { reachingProgram } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run mail`: the voters to whom SES writes no more. `npm run mail -- --help` says more.

const { commandOf, run } = reachingProgram(mailHelp)

commandOf('suppressed').action(async (options: ReachOptions) => {
  process.exitCode = await runSuppressed(options)
})

commandOf('unsuppress')
  .argument('[FICHIER]', mailHelp.file)
  .option('--all-of-roll', mailHelp.allOfRoll)
  .action(async (file: string | undefined, options: UnsuppressOptions) => {
    process.exitCode = await runUnsuppress(file, options)
  })

await run()
