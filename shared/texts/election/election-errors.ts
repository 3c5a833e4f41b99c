import { count } from '../numbers.ts'

export interface FileError {
  line: number
  column: number
  /** Path such as `ballots[1].id`; empty if the error concerns no field, such as a syntax error. */
  field: string
  message: string
}

const maxErrors = 50

export function errorsText(file: string, errors: readonly FileError[]): string {
  const shownTexts = errors.slice(0, maxErrors).map((error) => errorText(file, error))
  const restCount = errors.length - shownTexts.length
  return [
    `${file} : ${count(errors.length, 'faute')} à corriger.`,
    ...shownTexts,
    ...(restCount > 0 ? [`… et ${count(restCount, 'autre')}.`] : []),
  ].join('\n\n')
}

function errorText(file: string, { line, column, field, message }: FileError): string {
  const location = `${file}:${line}:${column}`
  return `${field ? `${location}  ${sanitise(field)}` : location}\n  ${sanitise(message)}`
}

/** Replaces control characters, since a terminal would obey them, and cuts long texts. */
export function sanitise(text: string): string {
  const safeText = text.replace(/\p{C}/gu, '\uFFFD')
  return safeText.length > 1000 ? `${safeText.slice(0, 999)}…` : safeText
}

export const errorTexts = {
  noField: 'Ce champ manque.',
  format: (form: string) => `Il faut ${form}.`,
  possibleFields: (names: readonly string[]) => ` Les champs possibles : ${names.join(', ')}.`,
  numberFormat: "Un nombre s'écrit sans espace, et avec un point pour la virgule.",
  example: (value: unknown) => ` Par exemple : ${JSON.stringify(value)}`,
  repeatedField: (line: number) =>
    `Ce champ est déjà écrit à la ligne ${line} : effacez l'un des deux.`,
  tooLargeFile: (mostKilobytes: number) => `Ce fichier fait plus de ${mostKilobytes} Ko.`,
  wrongEncoding: "Ce fichier n'est pas du texte en UTF-8 : enregistrez-le en « UTF-8 ».",
  tooDeepNesting: "Il y a trop d'accolades ou de crochets les uns dans les autres.",
  noFile: "Ce fichier n'existe pas, ou vous n'avez pas le droit de le lire.",
}

/** Each text completes « Il faut … ». */
export const formatTexts = {
  'aws-region': "le nom d'une région d'AWS",
  'ballot-id': 'de 1 à 40 caractères parmi a-z, 0-9 et le tiret',
  'certificate-arn': "l'ARN d'un certificat d'ACM dans la région us-east-1",
  'client-id': "l'identifiant que le fournisseur d'identité donne à ce service, sans espace",
  colour: 'une couleur, écrite #rrvvbb',
  day: 'un jour du calendrier, écrit AAAA-MM-JJ',
  'domain-name': 'un nom de domaine en minuscules, sans https://',
  'election-name': 'de 1 à 30 caractères parmi a-z, 0-9 et le tiret, une lettre en premier',
  'https-url': 'une adresse qui commence par https://, sans accent ni espace',
  issuer:
    "l'adresse d'un fournisseur d'identité OpenID Connect, en https://, et pour Entra celle d'une seule organisation, avec l'ID de son annuaire",
  'logo-name': "le nom d'un fichier .svg ou .png, placé à côté de celui de l'élection",
  'policy-name': "le nom d'une politique IAM du compte",
  principal: "l'ARN d'un rôle ou d'un utilisateur IAM du compte, où * vaut une suite de caractères",
  regex: "un texte d'une seule ligne, sans caractère invisible",
  'sender-id': 'de 3 à 11 lettres sans accent ou chiffres, sans espace, dont une lettre au moins',
  territory: "le code ISO 3166 d'un territoire, en deux lettres majuscules",
  'time-zone': 'un fuseau horaire de la base IANA',
  'wall-clock': 'une date et une heure, écrites AAAA-MM-JJTHH:MM',
  'zone-id': "l'identifiant d'une zone hébergée de Route 53, qui commence par Z",
}

type RuleText = (...details: string[]) => string

export const ruleTexts = {
  'no-such-date': (zone) =>
    `Cette date n'existe pas (${zone}) : ce jour n'est pas au calendrier, ou l'heure est sautée au passage à l'heure d'été.`,
  'not-after': (other) => `Cette date doit venir après ${other}.`,
  'used-twice': (other) => `Cette valeur est déjà celle de ${other} : écrivez-en une autre.`,
  needs: (...others) =>
    `Ce champ ne sert à rien sans ${others.join(' ou ')} : ajoutez-le, ou effacez celui-ci.`,
  excludes: (other) =>
    `Avec ce champ, ${other} ferait une copie sous une autre clé, que les administrateurs du compte peuvent ouvrir : écrivez false ici, ou effacez ${other}.`,
  'outside-zone': (zone) => `Ce nom doit finir par .${zone}, le nom de la zone hébergée.`,
  'outside-gsm7': (...characters) =>
    `Ce texte signe le SMS, qui ne peut pas porter ${characters.slice(0, 20).join(' ')}. Écrivez un champ "smsSignature" sans ces caractères.`,
  'longer-than-one-sms': (excess) =>
    `Ce texte signe le SMS, qui aurait ${count(Number(excess), 'caractère')} de trop pour partir en une fois. Écrivez un champ "smsSignature" plus court.`,
  'no-telephones': () => "Ce code n'est celui d'aucun territoire qui a des téléphones.",
  'low-contrast': (contrast, least) =>
    `Du texte blanc sur cette couleur serait illisible : contraste de ${contrast}, il en faut ${least} au moins. Choisissez une couleur plus foncée.`,
  'logo-absent': () => "Ce fichier n'existe pas à côté de celui de l'élection.",
  'logo-too-large': (kilobytes) =>
    `Ce fichier fait plus de ${kilobytes} Ko, et chaque page le porte : simplifiez le dessin, affiché sur 36 pixels de haut.`,
  'logo-no-picture': () =>
    "Ce fichier n'est pas une image SVG ou PNG, ou sa taille n'y est pas écrite.",
  'logo-unsafe': () =>
    "Ce fichier SVG contient autre chose qu'un dessin : script, animation, lien ou police. Enregistrez-le en « SVG simple », ou en « PNG ».",
} satisfies Record<string, RuleText>

/** Keyed by jsonc-parser's error names. */
export const syntaxTexts = {
  InvalidSymbol: 'Ce mot doit être entre guillemets droits ("), sauf true et false.',
  InvalidNumberFormat: "Ce nombre n'est pas complet.",
  PropertyNameExpected:
    'Il faut ici le nom d\'un champ entre guillemets droits ("), à moins que la virgule qui précède ne soit en trop.',
  ValueExpected: 'Il manque ici une valeur, à moins que la virgule qui précède ne soit en trop.',
  ColonExpected: 'Il manque deux-points entre le nom du champ et sa valeur.',
  CommaExpected: 'Il manque une virgule juste avant.',
  CloseBraceExpected: 'Il manque une accolade } fermante.',
  CloseBracketExpected: 'Il manque un crochet ] fermant.',
  EndOfFileExpected: 'Ce qui suit la dernière accolade est en trop.',
  InvalidCommentToken: "Un commentaire n'est pas permis.",
  UnexpectedEndOfComment: "Un commentaire n'est pas permis.",
  UnexpectedEndOfString: 'Il manque un guillemet droit (") à la fin de ce texte.',
  UnexpectedEndOfNumber: "Ce nombre n'est pas complet.",
  InvalidUnicode: "La barre oblique inverse \\ n'a pas de sens ici.",
  InvalidEscapeCharacter: "La barre oblique inverse \\ n'a pas de sens ici.",
  InvalidCharacter: 'Ce texte contient une tabulation ou un caractère invisible.',
}
