import { type Command, Option } from 'commander'
import type { RollOperationKind } from '../shared/domain/roll/roll-operation.ts'
import { rollHelp } from '../shared/texts/roll/roll-command.ts'
import { exiting } from '../team/french-command.ts'
import { agreeOnNotices } from '../team/keys/agree-on-notices.ts'
import { reachingProgram } from '../team/reach-options.ts'
import { exportRoll } from '../team/roll/export-roll.ts'
import { listBounced } from '../team/roll/list-bounced.ts'
import { runRepair } from '../team/roll/run-repair.ts'
import { type RollOptions, runRoll } from '../team/roll/run-roll.ts'
import { showStatus } from '../team/roll/show-status.ts'

// `npm run roll`: the electoral roll. `npm run roll -- --help` says more.

const program = reachingProgram(rollHelp)

const withJson = (name: keyof typeof rollHelp.commands) =>
  program.commandOf(name).addOption(new Option('--json', rollHelp.json))

function changing(kind: RollOperationKind): Command {
  return withJson(kind)
    .argument('<fichier>', rollHelp.file)
    .option('--dry-run', rollHelp.dryRun)
    .addOption(new Option('--errors <FICHIER>', rollHelp.errors).default('roll-errors.csv'))
    .action(exiting((file: string, options: RollOptions) => runRoll(kind, file, options)))
}

const notices = () => new Option('--notices <FICHIER>', rollHelp.notices).default('notices.csv')

changing('import').addOption(notices())
changing('correct').option('--reason <TEXTE>', rollHelp.reason)
changing('remove').option('--reason <TEXTE>', rollHelp.reason)
changing('returned').option('--reason <TEXTE>', rollHelp.reason)
changing('renew').addOption(notices()).requiredOption('--reason <TEXTE>', rollHelp.reason)
program
  .commandOf('repair')
  .argument('<fichier>', rollHelp.file)
  .addOption(new Option('--errors <FICHIER>', rollHelp.errors).default('roll-errors.csv'))
  .requiredOption('--reason <TEXTE>', rollHelp.reason)
  .action(exiting(runRepair))
program.commandOf('agree').argument('<numéro>', rollHelp.approvalId).action(exiting(agreeOnNotices))
withJson('export').argument('<fichier>', rollHelp.outFile).action(exiting(exportRoll))
withJson('bounced').action(exiting(listBounced))
withJson('status').action(exiting(showStatus))

await program.run()
