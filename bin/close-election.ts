import { closingHelp } from '../shared/texts/election/closing-command.ts'
import type { ClosingOptions } from '../team/closing/open-closing.ts'
import { type RunOptions, runClosing, runPlan, runStatus } from '../team/closing/run-closing.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run close-election`: destroys what an election must not leave behind. `-- --help` says more.

const program = reachingProgram(closingHelp)

const commandOf = (name: keyof typeof closingHelp.commands) =>
  program.commandOf(name).option('--folder <DOSSIER>', closingHelp.folder)

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

await program.run()
