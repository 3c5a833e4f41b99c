import { Command } from 'commander'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { closingHelp } from '../shared/texts/election/closing-command.ts'
import type { ClosingOptions } from '../team/closing/open-closing.ts'
import { type RunOptions, runClosing, runPlan, runStatus } from '../team/closing/run-closing.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import { withReachOptions } from '../team/reach-options.ts'

// `npm run close-election`: destroys what an election must not leave behind. `-- --help` says more.

const program = inFrench(new Command(closingHelp.name))
  .usage(closingHelp.usage)
  .helpCommand('help [commande]', helpCommandText)
  .description(closingHelp.program)
  .addHelpText('after', closingHelp.examples)

function commandOf(name: keyof typeof closingHelp.commands): Command {
  return withReachOptions(
    inFrench(program.command(name).description(closingHelp.commands[name])),
  ).option('--folder <DOSSIER>', closingHelp.folder)
}

commandOf('plan').action(async (options: ClosingOptions) => {
  process.exitCode = await runPlan(options)
})

commandOf('run')
  .requiredOption('--confirm <NOM>', closingHelp.confirm)
  .option('--reason <TEXTE>', closingHelp.reason)
  .action(async (options: RunOptions) => {
    process.exitCode = await runClosing(options)
  })

commandOf('status').action(async (options: ClosingOptions) => {
  process.exitCode = await runStatus(options)
})

await runInFrench(program, closingHelp.name)
