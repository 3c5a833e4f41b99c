import { Argument, Option } from 'commander'
import type { RollOperationKind } from '../shared/domain/roll/roll-operation.ts'
import { approveNotices } from '../team/keys/approve-notices.ts'
import { runPrint } from '../team/notices/run-notices.ts'
import { defineProgram, reasonOption } from '../team/program.ts'
import type { Target } from '../team/reach-election.ts'
import { exportRoll } from '../team/roll/export-roll.ts'
import { listBounced } from '../team/roll/list-bounced.ts'
import { runRepair } from '../team/roll/run-repair.ts'
import { type RollOptions, runRoll } from '../team/roll/run-roll.ts'
import { showStatus } from '../team/roll/show-status.ts'

export const { electionVerb, fileVerb, run } = defineProgram(
  'roll',
  "Charge et corrige la liste électorale. Toute commande vérifie le fichier entier avant d'écrire, peut être interrompue, et se relance sans risque.",
  'import liste.csv --local --dry-run',
  'import liste.csv --stack --notices notices.csv',
  'print notices.csv --out notices --site https://vote.example.org',
  'returned revenues.csv --local',
)

const fileArgument = new Argument('<FICHIER>', 'CSV, décrit dans docs/roll.md')
const errorsOption = () =>
  new Option('--errors <FICHIER>', 'où écrire les lignes à corriger').default('roll-errors.csv')
const acceptNamesOption = () =>
  new Option('--accept-names', 'prend tels quels les noms qui semblent faux')
const noticesOption = () =>
  new Option(
    '--notices <FICHIER>',
    'où écrire les notices ; ne remplace jamais un fichier',
  ).default('notices.csv')

const addRollCommand = (kind: RollOperationKind, ...options: Option[]) =>
  electionVerb(
    kind,
    (target: Target, path: string, options: RollOptions) => runRoll(target, kind, path, options),
    fileArgument,
    new Option('--dry-run', 'dit ce qui serait ajouté, corrigé ou retiré, et ne change rien'),
    errorsOption(),
    ...options,
  )

addRollCommand('import', noticesOption(), acceptNamesOption()).description(
  'Ajoute les électeurs du fichier ; corrige ceux qui y sont déjà, qui gardent identifiant, mot de passe et demandes. Écrit les notices des nouveaux.',
)
addRollCommand('correct', acceptNamesOption(), reasonOption(false)).description(
  "Corrige des électeurs, trouvés par leur colonne « email » : n'ont besoin d'être là que les colonnes à corriger. « new_email » change l'adresse.",
)
addRollCommand('remove', reasonOption(false)).description(
  'Retire des électeurs : leurs sessions et leurs liens prennent fin, leur demande en cours est annulée, et un e-mail le leur dit. Les importer de nouveau les remet comme ils étaient.',
)
addRollCommand('returned', reasonOption(false)).description(
  "Déclare les notices revenues sans signature : leurs identifiants ne valent plus, et un e-mail dit à l'électeur comment en obtenir un.",
)
addRollCommand('renew', noticesOption(), reasonOption()).description(
  "Remplace des notices perdues avant d'être remises : nouvel identifiant, nouveau fichier de notices.",
)
electionVerb(
  'repair',
  runRepair,
  fileArgument,
  errorsOption(),
  acceptNamesOption(),
  reasonOption(),
).description(
  "Corrige un électeur après le scellement de la liste : deux personnes le demandent avec le même fichier, dans l'heure, depuis deux adresses réseau. L'électeur en est averti, et attend avant de pouvoir demander un identifiant.",
)
electionVerb(
  'agree',
  approveNotices,
  new Argument('<NUMÉRO>', "que la commande de l'autre personne affiche"),
).description(
  "Accepte que la personne qui l'a demandé écrive les identifiants de notices dans son fichier : à deux, depuis deux adresses réseau.",
)
electionVerb('export', exportRoll, new Argument('<FICHIER>', 'à écrire')).description(
  'Écrit la liste électorale, sans NUMEN, date de naissance, mot de passe ni identifiant.',
)
electionVerb('bounced', listBounced).description(
  'Liste par établissement les adresses à corriger, dont les e-mails sont revenus, et celles où ils tardent.',
)
electionVerb('status', showStatus).description(
  "Dit où en est la liste : électeurs, mots de passe, notices, opérations et ce qu'il reste à finir.",
)
fileVerb(
  'print',
  runPrint,
  new Argument('<FICHIER>', 'écrit par « import »'),
  new Option(
    '--out <DOSSIER>',
    'à créer ; lui seul contiendra les identifiants imprimés',
  ).makeOptionMandatory(),
  new Option(
    '--site <ADRESSE>',
    'du site du vote, imprimée et mise dans le code QR',
  ).makeOptionMandatory(),
)
  .description(
    "Imprime les notices de vote : une page A4 par électeur, à remettre contre signature. Pour chaque établissement, un PDF : la feuille d'émargement, puis les notices dans l'ordre alphabétique ; sommaire.csv dit combien de notices contient chaque fichier.",
  )
  .addHelpText(
    'after',
    `
La colonne « format » du fichier choisit ce que chaque électeur reçoit :
  (vide) ou standard   une page A4, dans le PDF de son établissement
  grand                la même notice en caractères de 24 points, dans le même PDF
  html                 une page à lire à l'écran, dans un fichier à part
  braille              un texte prêt pour l'embosseuse, dans un fichier à part

Rien n'est écrit si une ligne est fausse, et rien n'est à moitié écrit si la commande
s'arrête : relancez-la. Le dossier et ses fichiers ne sont lisibles que par vous.
Après la remise, effacez le dossier et le fichier des notices.`,
  )

if (import.meta.main) await run()
