import { count } from './moments.ts'

/** What `npm run sample-roll` says. */
export const sampleRollTexts = {
  description:
    "Écrit une liste électorale d'essai, d'électeurs inventés, avec les scrutins de election.json.",
  file: 'le fichier CSV à écrire ; il ne doit pas exister',
  lines: "combien d'électeurs",
  mistakes: 'combien de lignes fausses, de toutes sortes (la moitié au plus)',
  schools: "combien d'établissements",
  seed: 'le même nombre donne le même fichier',
  encoding: 'utf-8 ou windows-1252',
  delimiter: 'le séparateur : « ; » ou « , »',
  election: "la configuration de l'élection",
  help: "affiche l'aide",
  usage: 'Usage :',
  arguments: 'Arguments :',
  options: 'Options :',
  alreadyThere: 'Ce fichier existe déjà : choisissez un autre nom.',
  tooManyMistakes: 'La moitié des lignes au plus peuvent être fausses : baissez --mistakes.',
  unwritable: "Ce fichier n'a pas pu être écrit : vérifiez le dossier et le disque.",
  unreadableElection: "La configuration de l'élection n'a pas pu être lue : vérifiez --election.",
  misuse:
    "Cette commande n'est pas comprise : `npm run sample-roll -- --help` dit comment l'écrire.",
}

export function byDefaultText(value: string): string {
  return `par défaut : ${value}`
}

export function wholeNumberText(minimum: number, maximum: number): string {
  return `Indiquez un nombre entier de ${minimum} à ${maximum}.`
}

export function wrongOptionText(option: string, reason: string): string {
  return `L'option ${option} n'est pas valable. ${reason}`
}

export function sampleWrittenText(lines: number, mistakes: number, path: string): string {
  const wrong = mistakes > 1 ? 'fausses' : 'fausse'
  return `${count(lines, 'électeur')}, dont ${count(mistakes, 'ligne')} ${wrong}, dans ${path}.`
}

export function sampleMistakeText(line: number, column: string, code: string): string {
  return `  ligne ${line}${column ? `, colonne ${column}` : ''} : ${code}`
}
