import { journalHelp } from '../shared/texts/ledger/journal-command.ts'
import { exiting, readCount } from '../team/french-command.ts'
import { runCompare, runExport, runShow, runVerify } from '../team/ledger/run-journal.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run journal`: what was written in the election's tables, and the proof of it. `npm run journal -- --help` says
// more.

const { commandOf, run } = reachingProgram(journalHelp)

commandOf('show')
  .option('--interventions', journalHelp.interventions)
  .option('--last <NOMBRE>', journalHelp.last, readCount, 20)
  .action(exiting(runShow))

commandOf('export').argument('<DOSSIER>', journalHelp.target).action(exiting(runExport))

commandOf('verify')
  .argument('[DOSSIER]', journalHelp.folder)
  .option('--heads <FICHIER>', journalHelp.heads)
  .action(exiting(runVerify))

commandOf('compare').action(exiting(runCompare))

await run()
