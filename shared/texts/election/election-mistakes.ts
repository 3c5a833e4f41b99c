import { count } from '../numbers.ts'

/** A mistake in an election's file: where, what is wrong, what to write. Lines and columns count from 1. */
export interface FileMistake {
  line: number
  column: number
  /** `ballots[1].id`; empty for the file as a whole. */
  field: string
  wrong: string
  write: string
}

const mostShown = 50

/** All mistakes of a file, for a terminal. */
export function mistakesText(file: string, mistakes: readonly FileMistake[]): string {
  const shown = mistakes.slice(0, mostShown).map((mistake) => mistakeText(file, mistake))
  const others = mistakes.length - shown.length
  return [
    `${file} : ${count(mistakes.length, 'faute')} à corriger.`,
    ...shown,
    ...(others > 0 ? [`… et ${count(others, 'autre')}.`] : []),
  ].join('\n\n')
}

// Editors and terminals open `file:line:column` where it says.
function mistakeText(file: string, { line, column, field, wrong, write }: FileMistake): string {
  const where = `${file}:${line}:${column}`
  return `${field ? `${where}  ${field}` : where}\n  ${wrong}\n  ${write}`
}

/** « "29/11/2026" », cut if it is long. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return 'une liste'
  if (typeof value === 'object' && value !== null) return 'des champs entre accolades'
  const text = shownName(JSON.stringify(value) ?? 'rien')
  return text.endsWith('…') ? `${text}"` : text
}

/** Cut if it is long. A terminal must not obey what stands in a file. */
export function shownName(name: string): string {
  const text = name.replace(/\p{C}/gu, '\uFFFD')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

export const wrongTexts = {
  missing: () => 'Ce champ manque.',
  unknown: (name: string) => `Le champ ${shownValue(name)} n'existe pas.`,
  notAccepted: (expected: string, value: unknown) =>
    expected.startsWith('un nombre') && typeof value === 'string'
      ? `Il faut ${expected}, sans guillemets, et non ${shownValue(value)}.`
      : `Il faut ${expected}, et non ${shownValue(value)}.`,
  empty: (expected: string) => `Ce champ est vide. Il faut ${expected}.`,
  emptyList: () => 'Cette liste est vide.',
  tooLong: (length: number, maximum: number) =>
    `Ce texte a ${count(length, 'caractère')}, pour ${maximum} au plus.`,
  usedTwice: (value: unknown) => `${shownValue(value)} désigne déjà un autre scrutin.`,
  domainTwice: (value: unknown) =>
    `${shownValue(value)} est déjà le nom du site des électeurs : celui-ci a le sien.`,
  personTwice: (value: unknown) =>
    `${shownValue(value)} est déjà dans cette liste : une personne n'a qu'un rôle.`,
  noSuchDate: (value: unknown) => `La date ${shownValue(value)} n'existe pas dans le calendrier.`,
  skippedHour: (value: unknown) =>
    `L'heure ${shownValue(value)} n'existe pas : ce jour-là, on avance les horloges.`,
  notAfter: (value: unknown, other: string, otherValue: unknown) =>
    `${shownValue(value)} doit venir après ${other}, qui est ${shownValue(otherValue)}.`,
  outsideGsm7: (characters: readonly string[]) =>
    `Ce texte signe le SMS, qui ne peut pas porter ${characters.slice(0, 20).map(shownValue).join(' ')}.`,
  longerThanOneSms: (excess: number) =>
    `Ce texte signe le SMS, qui aurait ${count(excess, 'caractère')} de trop pour partir en une fois.`,
  excludes: (others: readonly string[]) =>
    `Avec ce champ, ${others.join(' et ')} ${others.length > 1 ? 'feraient' : 'ferait'} une copie sous une autre clé, que les administrateurs du compte peuvent ouvrir.`,
  needs: (others: readonly string[]) => `Ce champ ne sert à rien sans ${others.join(' ou ')}.`,
  outsideZone: (value: unknown, zone: string) =>
    `${shownValue(value)} n'est pas dans la zone hébergée ${shownValue(zone)}.`,
  noTelephones: (value: unknown) =>
    `${shownValue(value)} n'est le code d'aucun territoire qui a des téléphones.`,
  unreadable: (colour: string, contrast: string, least: string) =>
    `Du texte blanc sur ${colour} serait illisible : contraste de ${contrast}, il en faut ${least} au moins.`,
  writtenTwice: (name: string, line: number) =>
    `Le champ ${shownValue(name)} est déjà écrit à la ligne ${line}.`,
  tooLarge: (kilobytes: number, most: number) =>
    `Ce fichier fait ${kilobytes} Ko, pour ${most} Ko au plus.`,
  notText: () => "Ce fichier n'est pas du texte en UTF-8.",
  tooDeep: () => "Il y a trop d'accolades ou de crochets les uns dans les autres.",
  noFile: () => "Ce fichier n'existe pas.",
  noRegularFile: () => "Ce n'est pas un fichier, ou vous n'avez pas le droit de le lire.",
}

export const writeTexts = {
  exactly: (json: string) => `Écrivez : ${json}`,
  forExample: (json: string) => `Écrivez par exemple : ${json}`,
  renamed: (name: string) => `Écrivez "${name}" à la place.`,
  oneOf: (names: readonly string[]) =>
    names.length > 0
      ? `Effacez-le. Les champs possibles ici : ${names.join(', ')}.`
      : 'Effacez-le : tous les champs possibles sont déjà là.',
  shorter: (maximum: number) => `Écrivez un texte de ${maximum} caractères au plus.`,
  shorterSignature: (excess: number) =>
    `Écrivez un champ "smsSignature" plus court de ${count(excess, 'caractère')} que ce texte.`,
  another: () => 'Écrivez un autre identifiant : chaque scrutin a le sien.',
  realDate: () => 'Écrivez un jour qui existe, et une heure de 00:00 à 23:59.',
  later: (value: unknown) => `Écrivez une date postérieure à ${shownValue(value)}.`,
  oneMore: (others: readonly string[]) =>
    `Ajoutez le champ ${others.join(' ou ')}, ou effacez celui-ci.`,
  insideZone: (zone: string) =>
    `Écrivez ${shownValue(zone)}, ou un nom qui finit par .${shownName(zone)}`,
  without: (others: readonly string[]) => `Écrivez false ici, ou effacez ${others.join(' et ')}.`,
  eraseOne: () => "Effacez l'un des deux.",
  theElection: () => 'Écrivez une seule élection, comme le dit docs/election.md.',
  asUtf8: () => 'Ouvrez-le dans un éditeur de texte et enregistrez-le en « UTF-8 ».',
}

/** Why the file of a logo cannot serve, then what to do. */
export const logoTexts = (mostKilobytes: number) => ({
  absent: {
    wrong: "ce fichier n'existe pas.",
    write: "Placez-le à côté du fichier de l'élection, ou corrigez son nom.",
  },
  'too-large': {
    wrong: `ce fichier fait plus de ${mostKilobytes} Ko, et chaque page le porte.`,
    write: 'Simplifiez le dessin, ou réduisez sa taille : il est affiché sur 36 pixels de haut.',
  },
  'no-picture': {
    wrong: "ce fichier n'est pas une image SVG ou PNG, ou sa taille n'y est pas écrite.",
    write: 'Enregistrez-le de nouveau en « SVG » ou en « PNG ».',
  },
  unsafe: {
    wrong: "ce fichier SVG contient autre chose qu'un dessin : script, animation, lien ou police.",
    write: 'Enregistrez-le en « SVG simple », ou en « PNG ».',
  },
})

/** What breaks the notation of JSON, then what to do. */
export const syntaxTexts = {
  comma: ['Il manque une virgule ici.', 'Écrivez une virgule à la fin de cette ligne.'],
  extraComma: ['Cette virgule est en trop.', 'Effacez-la : rien ne la suit.'],
  comment: ["Un commentaire n'est pas permis.", 'Effacez-le.'],
  closing: [
    'Il manque une accolade } ou un crochet ] fermant.',
    'Fermez ce qui est ouvert : { par }, et [ par ].',
  ],
  quote: ['Il manque un guillemet à la fin de ce texte.', 'Écrivez un guillemet droit " à sa fin.'],
  colon: ['Il manque deux-points après ce nom.', 'Écrivez : entre le nom du champ et sa valeur.'],
  curlyQuotes: [
    'Ces guillemets ne sont pas des guillemets droits.',
    'Remplacez-les par des guillemets droits : "',
  ],
  bareWord: ['Ce mot doit être entre guillemets.', 'Écrivez-le entre guillemets droits : "mot"'],
  name: ["Il faut ici le nom d'un champ.", 'Écrivez-le entre guillemets droits : "title"'],
  value: ['Il manque une valeur ici.', 'Écrivez-la, ou effacez le nom de ce champ.'],
  number: ["Ce nombre n'est pas complet.", 'Écrivez-le en chiffres : 20, ou 0.2'],
  escape: [
    "La barre oblique inverse \\ n'a pas de sens ici.",
    'Effacez-la. Pour écrire un guillemet dans un texte : \\"',
  ],
  control: [
    'Ce texte contient une tabulation ou un caractère invisible.',
    'Effacez-le, ou remplacez-le par une espace.',
  ],
  afterEnd: ['Ce qui suit la dernière accolade est en trop.', 'Effacez-le.'],
  emptyFile: ['Ce fichier est vide.', "Partez de l'exemple de docs/election.md."],
} satisfies Record<string, [wrong: string, write: string]>

/** When the notation is so broken that values cannot be read. */
export const valuesUnreadText =
  'Ces fautes empêchent de lire le reste : corrigez-les, puis relancez la vérification.'
