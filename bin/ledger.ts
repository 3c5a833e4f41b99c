import { Argument, Option } from 'commander'
import { runCompare, runExport, runStatus, runVerify } from '../team/ledger/run-ledger.ts'
import { defineProgram } from '../team/program.ts'

export const { electionVerb, fileVerb, run } = defineProgram(
  'ledger',
  "Le journal du vote : les écritures dans les tables de l'élection, dans l'ordre, enchaînées et signées pour qu'un changement se voie.",
  'status --stack',
  'export journal-du-vote --stack',
  'verify journal-du-vote --heads messages.txt',
  'compare --local',
)

electionVerb('status', runStatus).description(
  'Lit le journal : les interventions, et combien il compte d’écritures.',
)
electionVerb('export', runExport, new Argument('<DOSSIER>', 'à créer')).description(
  'Copie le journal dans un dossier : texte, CSV, têtes signées, clé publique, et une page (verifier.html) qui le vérifie sans réseau ni programme.',
)
fileVerb(
  'verify',
  runVerify,
  new Argument('<DOSSIER>', 'fait par « export »'),
  new Option(
    '--heads <FICHIER>',
    'qui contient les messages reçus, enregistrés ou collés les uns après les autres',
  ),
).description(
  'Vérifie une copie du journal sans rien demander à personne, et la compare aux têtes reçues par e-mail. Se termine par 0 si rien d’anormal n’est vu, 1 si le journal n’est pas intact, 2 s’il n’a pas pu être vérifié.',
)
electionVerb('compare', runCompare).description(
  "Compare les tables au journal : ce qui a changé sans qu'il le dise. Lit toutes les tables.",
)

if (import.meta.main) await run()
