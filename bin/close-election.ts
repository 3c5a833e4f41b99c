import { closingHelp } from '../shared/texts/election/closing-command.ts'
import { runClosing, runPlan, runStatus } from '../team/closing/run-closing.ts'
import { exiting } from '../team/french-command.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run close-election`: destroys what an election must not leave behind. `-- --help` says more.

const program = reachingProgram(closingHelp)

const commandOf = (name: keyof typeof closingHelp.commands) =>
  program.commandOf(name).option('--folder <DOSSIER>', closingHelp.folder)

commandOf('plan').action(exiting(runPlan))

commandOf('run')
  .requiredOption('--confirm <NOM>', closingHelp.confirm)
  .option('--reason <TEXTE>', closingHelp.reason)
  .action(exiting(runClosing))

commandOf('status').action(exiting(runStatus))

await program.run()
