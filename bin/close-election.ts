import { Option } from 'commander'
import { runClosing, runStatus } from '../team/closing/run-closing.ts'
import { defineProgram, reasonOption } from '../team/program.ts'

export const { targetVerb, run } = defineProgram(
  'close-election',
  "Ferme une élection qui est finie : garde le journal et les décomptes, détruit tout le reste, et l'atteste. Une exécution interrompue se relance : avant la fin des recours, par l'une des deux personnes.",
  'status --stack',
  'run --confirm reassort --stack',
  'run --confirm reassort --reason "répétition terminée" --stack',
)

const folderOption = () =>
  new Option(
    '--folder <DOSSIER>',
    'dossier où écrire ce qui est gardé (sans précision : cloture-NOM, ici)',
  )

targetVerb('status', runStatus, folderOption()).description(
  "Dit ce qui sera gardé, ce qui reste à détruire et si c'est permis : code 0 quand il ne reste rien, 1 sinon. Ne change rien.",
)
targetVerb(
  'run',
  runClosing,
  folderOption(),
  new Option(
    '--confirm <NOM>',
    "le nom de l'élection, comme dans son fichier",
  ).makeOptionMandatory(),
  reasonOption(false),
).description(
  "Exporte, détruit dans l'ordre et atteste. Rien ne se rattrape ensuite. Avant la fin des recours (« dates.appealsUntil »), il faut deux personnes : la première dit pourquoi, la seconde lance la même commande dans l'heure, avec ses propres identifiants.",
)

if (import.meta.main) await run()
