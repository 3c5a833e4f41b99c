import { Command } from 'commander'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { mailHelp } from '../shared/texts/mail/mail-command.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import { runSuppressed, runUnsuppress, type UnsuppressOptions } from '../team/mail/run-mail.ts'
import { withReachOptions } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run mail`: the voters to whom SES writes no more. `npm run mail -- --help` says more.

const program = inFrench(new Command(mailHelp.name))
  .usage(mailHelp.usage)
  .helpCommand('help [commande]', helpCommandText)
  .description(mailHelp.program)
  .addHelpText('after', mailHelp.examples)

function commandOf(name: keyof typeof mailHelp.commands): Command {
  return withReachOptions(inFrench(program.command(name).description(mailHelp.commands[name])))
}

commandOf('suppressed').action(async (options: ReachOptions) => {
  process.exitCode = await runSuppressed(options)
})

commandOf('unsuppress')
  .argument('[FICHIER]', mailHelp.file)
  .option('--all-of-roll', mailHelp.allOfRoll)
  .action(async (file: string | undefined, options: UnsuppressOptions) => {
    process.exitCode = await runUnsuppress(file, options)
  })

await runInFrench(program, mailHelp.name)
