import { count, number } from '../../shared/texts/numbers.ts'

const saveAsCsv = 'Enregistrez-le au format « CSV UTF-8 (délimité par des virgules) ».'

/** `{}` stands for a file or a folder. */
export const rollErrorTexts = {
  'not-a-file': "Ce n'est pas un fichier ordinaire : indiquez un fichier CSV.",
  empty: 'Ce fichier est vide.',
  'header-only': "Ce fichier n'a que sa ligne d'en-tête : il ne contient aucun électeur.",
  'not-a-csv': `Ce fichier n'est pas un CSV, mais un classeur de tableur, un PDF, du texte en UTF-16 ou autre chose. ${saveAsCsv}`,
  'too-large': 'Ce fichier dépasse 500 Mo : découpez-le.',
  busy: "Une autre opération travaille sur la liste. Attendez qu'elle finisse, puis recommencez.",
  lost: "Cette opération est restée arrêtée trop longtemps : une autre a pu prendre la suite. Recommencez : rien n'est perdu.",
  stopped:
    "Interrompu. Relancez la même commande avec le même fichier pour finir : rien n'est perdu.",
  'notices-exist':
    '{} existe déjà, et des notices ne sont jamais écrasées : donnez un autre nom avec « --notices ».',
  'notices-folder':
    "Rien n'a été changé : aucun fichier de notices ne peut être écrit dans {}. Vérifiez que ce dossier existe et que vous pouvez y écrire, ou donnez-en un autre avec « --notices ».",
} as const

export const rollFileTexts = {
  windows1252:
    "Ce fichier n'est pas en UTF-8 : il a été lu comme du Windows-1252, l'encodage ordinaire d'Excel. Vérifiez quelques noms accentués.",
  ignoredColumn: (name: string) => `La colonne « ${name} » ne sert pas ici : elle est ignorée.`,
  foreignNames: (lines: readonly number[]) =>
    `Noms écrits dans un autre alphabet, acceptés : ${lines.length > 1 ? 'lignes' : 'ligne'} ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? '…' : ''}.`,
  namesakes: (line: number, otherLine: number) =>
    `Même nom et même date de naissance aux lignes ${line} et ${otherLine} : vérifiez que ce sont deux personnes, et non deux NUMEN pour une seule.`,
} as const

export const rollTexts = {
  missingTarget:
    "Dites de quelle élection il s'agit : « --local » pour celle de cette machine, « --stack » pour AWS.",
  sealedRoll: (since: string) =>
    `La liste électorale est scellée depuis ${since} : « returned » reste possible et, à deux, « repair », un électeur à la fois.`,
  imminentSeal: (since: string) =>
    `La liste électorale est scellée ${since} : il est trop tard pour que des notices soient encore acceptées et écrites d'ici là. Rien n'a été changé.`,
  earlierSeal:
    'La liste électorale est scellée : quelles que soient les dates du fichier, « returned » reste possible et, à deux, « repair », un électeur à la fois.',
  lockWait: (seconds: number) =>
    `Une opération précédente tient encore la liste ; si elle a été interrompue, elle la rend dans ${count(seconds, 'seconde')}…`,
  interruption:
    "Interruption demandée : ce qui est en cours d'écriture se termine… (Ctrl-C encore une fois arrête tout de suite.)",
  sameFile: (path: string) =>
    `${path} serait écrasé : donnez d'autres noms avec « --errors » et « --notices ».`,
  error: (line: number, column: string, message: string) =>
    `  ligne ${number(line)}${column && `, ${column}`} : ${message}`,
  errors: (errorCount: number, lineCount: number) =>
    `${count(errorCount, 'erreur')} dans ${count(lineCount, 'ligne')}.`,
  doubts: (doubtCount: number, lineCount: number) =>
    `${count(doubtCount, 'nom')} à vérifier dans ${count(lineCount, 'ligne')}.`,
  acceptNamesHint:
    'Ces noms sont justes ? Relancez la commande avec « --accept-names » : elle les prend tels quels.',
  errorFileHint: (path: string) =>
    `Rien n'a été écrit. Les lignes à corriger, 10 000 au plus, sont dans ${path}.`,
  dryRun: "Essai : rien n'a été changé.",
  lines: (voterCount: number) =>
    `${number(voterCount)} ${voterCount > 1 ? 'électeurs' : 'électeur'} dans le fichier :`,
  outcome: (outcome: RollOutcome, voterCount: number) =>
    `  ${number(voterCount)} ${outcomes[outcome][Number(voterCount > 1)]}`,
  approvalText: (approvalId: string, options: string, minutes: number) =>
    `Il faut être deux pour obtenir les identifiants des notices. Une autre personne, avec ses propres droits et depuis une autre adresse réseau, tape dans les ${minutes} minutes qui suivent la demande :\n  npm run roll -- agree ${approvalId} ${options}\nEn attente de son accord…`,
  noticesWritten: (noticeCount: number, path: string) =>
    `${number(noticeCount)} ${noticeCount > 1 ? 'notices sont' : 'notice est'} dans ${path}. Ce fichier ne peut pas être obtenu une seconde fois : gardez-le sous clé, imprimez (« npm run roll -- print »), puis détruisez-le.`,
  noNotices: "Aucune notice nouvelle : aucun fichier n'est écrit.",
  line: (line: number, email: string, outcome: RollOutcome) =>
    `  ligne ${line}, ${email} : ${outcomes[outcome][0]}`,
  missingVoters: (voterCount: number) =>
    voterCount > 1
      ? `${number(voterCount)} électeurs sont sur la liste et pas dans ce fichier. Ils y restent ; « remove » les retire :`
      : '1 électeur est sur la liste et pas dans ce fichier. Il y reste ; « remove » le retire :',
  remainder: (voterCount: number) => `  … et ${count(voterCount, 'autre')}.`,
  schools: 'Notices revenues, par établissement :',
  school: (school: string, total: number) => `  ${total} : ${school || 'sans établissement'}`,
  rollExport: (total: number, path: string) => `${number(total)} électeurs sont dans ${path}.`,
} as const

export type RollOutcome = keyof typeof outcomes

const outcomes = {
  added: ['ajouté', 'ajoutés'],
  corrected: ['corrigé', 'corrigés'],
  restored: ['remis sur la liste', 'remis sur la liste'],
  removed: ['retiré', 'retirés'],
  returned: ['identifiant annulé', 'identifiants annulés'],
  renewed: ['notice remplacée', 'notices remplacées'],
  unchanged: ['inchangé', 'inchangés'],
  absent: ['inconnu de la liste', 'inconnus de la liste'],
  'address-taken': [
    "non corrigé : la nouvelle adresse est celle d'un autre électeur",
    "non corrigés : la nouvelle adresse est celle d'un autre électeur",
  ],
  'former-address': [
    "non importé : cette adresse était celle d'un électeur, corrigée depuis",
    "non importés : ces adresses étaient celles d'électeurs, corrigées depuis",
  ],
  'person-taken': [
    "laissé : ce NUMEN est celui d'un électeur qui est sur la liste avec une autre adresse",
    "laissés : ces NUMEN sont ceux d'électeurs qui sont sur la liste avec une autre adresse",
  ],
  'phone-set': ['téléphone enregistré', 'téléphones enregistrés'],
  'phone-taken': [
    "sur la liste sans le téléphone de sa ligne (« phone »), qui est celui d'un autre électeur",
    "sur la liste sans le téléphone de leur ligne (« phone »), qui est celui d'un autre électeur",
  ],
  'phone-kept': [
    "sur la liste sans le téléphone de sa ligne : cet électeur a lui-même choisi ou retiré un téléphone ; demandez-lui si c'est bien lui",
    "sur la liste sans le téléphone de leur ligne : ces électeurs ont eux-mêmes choisi ou retiré un téléphone ; demandez-leur si c'est bien eux",
  ],
  'sms-leaving': [
    'non retiré : un SMS part en ce moment, recommencez dans une minute',
    'non retirés : leur SMS part en ce moment, recommencez dans une minute',
  ],
  'replaced-already': [
    "laissé : l'identifiant de la notice était déjà remplacé",
    "laissés : l'identifiant de la notice était déjà remplacé",
  ],
  // No longer produced, but `status` shows operations of earlier versions, which counted these outcomes.
  done: ['accordé', 'accordés'],
  refused: ['refusé', 'refusés'],
}

export const statusTexts = {
  voters: (voterCount: number) => `${number(voterCount)} électeurs sur la liste`,
  passwords: (voterCount: number) => `  ${number(voterCount)} ont un mot de passe`,
  requesters: (voterCount: number) => `  ${number(voterCount)} ont demandé un nouvel identifiant`,
  returnedNotices: (total: number) => `  ${number(total)} notices revenues sans signature`,
  operations: 'Opérations :',
  noOperation: '  aucune',
  operation: (startText: string, kind: string, reason: string | undefined, endText: string) =>
    `  ${startText} : ${kind}${reason ? ` (${reason})` : ''}, ${endText}`,
  unfinishedOperation:
    'en cours, ou interrompue : dans ce cas relancez la même commande, avec le même fichier, pour finir ce qui manque (ses notices comprises)',
  resumedOperation: 'interrompue, puis achevée par la suivante',
  finishedOperation: (outcomes: string) => (outcomes ? `terminée (${outcomes})` : 'terminée'),
} as const
