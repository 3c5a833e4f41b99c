import { count } from '../../shared/texts/numbers.ts'

const saveAsCsv = 'Enregistrez-le au format « CSV UTF-8 (délimité par des virgules) ».'

/** Why a file cannot be read as an electoral roll at all: one sentence, and what to do. */
export const rollFileTexts = {
  'not-found': "Ce fichier n'existe pas.",
  forbidden: "Ce fichier ne peut pas être lu : ses droits l'interdisent.",
  'not-a-file': "Ce n'est pas un fichier ordinaire : indiquez un fichier CSV.",
  unreadable: "Ce fichier n'a pas pu être lu jusqu'au bout : vérifiez le disque ou le réseau.",
  empty: 'Ce fichier est vide.',
  'header-only': "Ce fichier n'a que sa ligne d'en-tête : il ne contient aucun électeur.",
  spreadsheet: `C'est un classeur de tableur (.xlsx, .xls ou .ods), pas un CSV. ${saveAsCsv}`,
  pdf: "C'est un PDF, pas un CSV : demandez le fichier d'origine.",
  'utf-16': `Ce fichier est en UTF-16 (« Texte Unicode »). ${saveAsCsv}`,
  binary: "Ce fichier n'est pas du texte : indiquez un fichier CSV.",
  tabs: `Les colonnes sont séparées par des tabulations, et non par « ; » ou « , ». ${saveAsCsv}`,
  'header-too-long':
    "La première ligne compte plus de 10 000 caractères : ce n'est sans doute pas un CSV.",
  'header-quotes': "Un guillemet de la ligne d'en-tête est mal placé ou ne se ferme pas.",
  'mixed-encodings':
    "Ce fichier mélange deux encodages : il est en UTF-8, sauf vers la ligne indiquée. Réexportez le fichier d'origine.",
  'too-large': 'Ce fichier dépasse 500 Mo : découpez-le.',
} as const

export type RollFileProblem = keyof typeof rollFileTexts

export const readAsWindows1252Text =
  "Ce fichier n'est pas en UTF-8 : il a été lu comme du Windows-1252, l'encodage ordinaire d'Excel. Vérifiez quelques noms accentués."

export function unknownColumnText(name: string): string {
  return `La colonne « ${name} » n'est pas connue : elle est ignorée.`
}

/** They may be two people: only who knows them can tell. */
export function namesakesText(line: number, otherLine: number): string {
  return `Même nom et même date de naissance aux lignes ${line} et ${otherLine} : vérifiez que ce sont deux personnes, et non deux NUMEN pour une seule.`
}

/** « 31 erreurs dans 30 lignes. » */
export function mistakeCountText(mistakes: number, lines: number): string {
  return `${count(mistakes, 'erreur')} dans ${count(lines, 'ligne')}.`
}

/** @param fileName where all of them stand, if they do */
export function otherMistakesText(others: number, fileName?: string): string {
  const where = fileName ? `, dans ${fileName}` : ''
  return others === 1 ? `… et une autre${where}.` : `… et ${others} autres${where}.`
}
