import { count, number } from '../../shared/texts/numbers.ts'

export const rollTexts = {
  where:
    "Dites de quelle élection il s'agit : « --local » pour celle de cette machine, « --stack » pour AWS.",
  sealed: (since: string) =>
    `La liste électorale est arrêtée depuis ${since}, veille du vote passée : elle ne peut plus changer. Seule « returned » reste possible.`,
  soonSealed: (since: string) =>
    `La liste électorale est scellée ${since} : il est trop tard pour que des notices soient encore acceptées et écrites d'ici là. Rien n'a été changé.`,
  sealedMeanwhile:
    'La liste électorale est scellée : elle ne peut plus changer, quelles que soient les dates du fichier. Seule « returned » reste possible.',
  busy: "Une autre opération travaille sur la liste. Attendez qu'elle finisse, puis recommencez.",
  lost: "Cette opération est restée arrêtée trop longtemps : une autre a pu prendre la suite. Recommencez : rien n'est perdu.",
  waiting: (seconds: number) =>
    `Une opération précédente tient encore la liste ; si elle a été interrompue, elle la rend dans ${count(seconds, 'seconde')}…`,
  noticesExist: (path: string) =>
    `${path} existe déjà, et des notices ne sont jamais écrasées : donnez un autre nom avec « --notices ».`,
  noticesFolder: (path: string) =>
    `Rien n'a été changé : aucun fichier de notices ne peut être écrit dans ${path}. Vérifiez que ce dossier existe et que vous pouvez y écrire, ou donnez-en un autre avec « --notices ».`,
  notPort: (port: string) => `L'option --local attend un numéro de port, et non « ${port} ».`,
  stopping:
    "Interruption demandée : ce qui est en cours d'écriture se termine… (Ctrl-C encore une fois arrête tout de suite.)",
  stopped:
    "Interrompu. Relancez la même commande avec le même fichier pour finir : rien n'est perdu.",
  sameFile: (path: string) =>
    `${path} serait écrasé : donnez d'autres noms avec « --errors » et « --notices ».`,
  mistakes: (path: string) => `Rien n'a été écrit. Les lignes à corriger sont dans ${path}.`,
  dryRun: "Essai : rien n'a été changé.",
  lines: (lines: number) =>
    `${number(lines)} ${lines > 1 ? 'électeurs' : 'électeur'} dans le fichier :`,
  outcome: (outcome: RollOutcome, voters: number) =>
    `  ${number(voters)} ${outcomes[outcome](voters)}`,
  noticesAsked: (approvalId: string, options: string, minutes: number) =>
    `Les identifiants des notices ne s'obtiennent qu'à deux. Une autre personne, avec ses propres droits et depuis une autre adresse réseau, tape dans les ${minutes} minutes qui suivent la demande :\n  npm run roll -- agree ${approvalId} ${options}\nEn attente de son accord…`,
  noticesWritten: (notices: number, path: string) =>
    `${number(notices)} ${notices > 1 ? 'notices sont' : 'notice est'} dans ${path}. Ce fichier ne peut pas être obtenu une seconde fois : gardez-le sous clé, imprimez (« npm run notices »), puis détruisez-le.`,
  noNotices: "Aucune notice nouvelle : aucun fichier n'est écrit.",
  line: (line: number, email: string, outcome: RollOutcome) =>
    `  ligne ${line}, ${email} : ${outcomes[outcome](1)}`,
  notInFile: (voters: number) =>
    voters > 1
      ? `${number(voters)} électeurs sont sur la liste et pas dans ce fichier. Ils y restent ; « remove » les retire :`
      : '1 électeur est sur la liste et pas dans ce fichier. Il y reste ; « remove » le retire :',
  othersNotInFile: '  … (« --json » en donne davantage)',
  schools: 'Notices revenues, par établissement :',
  school: (school: string, notices: number) => `  ${notices} : ${school || 'sans établissement'}`,
  exported: (voters: number, path: string) => `${number(voters)} électeurs sont dans ${path}.`,
} as const

export type RollOutcome = keyof typeof outcomes

const plural = (one: string, many: string) => (voters: number) => (voters > 1 ? many : one)

const outcomes = {
  added: plural('ajouté', 'ajoutés'),
  corrected: plural('corrigé', 'corrigés'),
  restored: plural('remis sur la liste', 'remis sur la liste'),
  removed: plural('retiré', 'retirés'),
  returned: plural('identifiant annulé', 'identifiants annulés'),
  renewed: plural('notice remplacée', 'notices remplacées'),
  unchanged: plural('inchangé', 'inchangés'),
  absent: plural('inconnu de la liste', 'inconnus de la liste'),
  'address-taken': plural(
    "non corrigé : la nouvelle adresse est celle d'un autre électeur",
    "non corrigés : la nouvelle adresse est celle d'un autre électeur",
  ),
  'former-address': plural(
    "non importé : cette adresse était celle d'un électeur, corrigée depuis",
    "non importés : ces adresses étaient celles d'électeurs, corrigées depuis",
  ),
  'person-taken': plural(
    "laissé : ce NUMEN est celui d'un électeur qui est sur la liste avec une autre adresse",
    "laissés : ces NUMEN sont ceux d'électeurs qui sont sur la liste avec une autre adresse",
  ),
  'sms-leaving': plural(
    'non retiré : un SMS part en ce moment, recommencez dans une minute',
    'non retirés : leur SMS part en ce moment, recommencez dans une minute',
  ),
  'replaced-already': plural(
    "laissé : l'identifiant de la notice était déjà remplacé",
    "laissés : l'identifiant de la notice était déjà remplacé",
  ),
}

export const statusTexts = {
  voters: (voters: number) => `${number(voters)} électeurs sur la liste`,
  passwords: (voters: number) => `  ${number(voters)} ont un mot de passe`,
  reissued: (voters: number) => `  ${number(voters)} ont demandé un nouvel identifiant`,
  returned: (voters: number) => `  ${number(voters)} notices revenues sans signature`,
  operations: 'Opérations :',
  none: '  aucune',
  operation: (at: string, kind: string, end: string) => `  ${at} : ${kind}, ${end}`,
  unfinished:
    'en cours, ou interrompue : dans ce cas relancez la même commande, avec le même fichier, pour finir ce qui manque (ses notices comprises)',
  finishedLater: 'interrompue, puis achevée par la suivante',
  finished: (what: string) => (what ? `terminée (${what})` : 'terminée'),
} as const
