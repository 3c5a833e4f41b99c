import { journalHelp } from '../shared/texts/ledger/journal-command.ts'
import { readCount } from '../team/french-command.ts'
import {
  runCompare,
  runExport,
  runShow,
  runVerify,
  type ShowOptions,
  type VerifyOptions,
} from '../team/ledger/run-journal.ts'
import { reachingProgram } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run journal`: what was written in the election's tables, and the proof of it. `npm run journal -- --help` says
// more.

const { commandOf, run } = reachingProgram(journalHelp)

commandOf('show')
  .option('--interventions', journalHelp.interventions)
  .option('--last <NOMBRE>', journalHelp.last, readCount, 20)
  .action(async (options: ShowOptions) => {
    process.exitCode = await runShow(options)
  })

commandOf('export')
  .argument('<DOSSIER>', journalHelp.target)
  .action(async (folder: string, options: ReachOptions) => {
    process.exitCode = await runExport(folder, options)
  })

commandOf('verify')
  .argument('[DOSSIER]', journalHelp.folder)
  .option('--heads <FICHIER>', journalHelp.heads)
  .action(async (folder: string | undefined, options: VerifyOptions) => {
    process.exitCode = await runVerify(folder, options)
  })

commandOf('compare').action(async (options: ReachOptions) => {
  process.exitCode = await runCompare(options)
})

await run()
