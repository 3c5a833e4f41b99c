import { rehearsalHelp } from '../shared/texts/roll/rehearsal-command.ts'
import { exiting } from '../team/french-command.ts'
import { reachingProgram } from '../team/reach-options.ts'
import { runGuests, runWipe, showRehearsal } from '../team/rehearsal/run-rehearsal.ts'

// `npm run rehearsal`: who takes part in a rehearsal, what it wrote, and its end. `-- --help` says more.

const { commandOf, run } = reachingProgram(rehearsalHelp)

commandOf('guests').argument('<FICHIER>', rehearsalHelp.file).action(exiting(runGuests))

commandOf('status').action(exiting(showRehearsal))

commandOf('wipe').requiredOption('--reason <TEXTE>', rehearsalHelp.reason).action(exiting(runWipe))

await run()
