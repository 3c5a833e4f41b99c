import { rehearsalHelp } from '../shared/texts/roll/rehearsal-command.ts'
import { reachingProgram } from '../team/reach-options.ts'
import {
  runGuests,
  runWipe,
  showRehearsal,
  type WipeOptions,
} from '../team/rehearsal/run-rehearsal.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run rehearsal`: who takes part in a rehearsal, what it wrote, and its end. `-- --help` says more.

const { commandOf, run } = reachingProgram(rehearsalHelp)

commandOf('guests')
  .argument('<FICHIER>', rehearsalHelp.file)
  .action(async (file: string, options: ReachOptions) => {
    process.exitCode = await runGuests(file, options)
  })

commandOf('status').action(async (options: ReachOptions) => {
  process.exitCode = await showRehearsal(options)
})

commandOf('wipe')
  .requiredOption('--reason <TEXTE>', rehearsalHelp.reason)
  .action(async (options: WipeOptions) => {
    process.exitCode = await runWipe(options)
  })

await run()
