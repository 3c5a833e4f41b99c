import { count } from '../numbers.ts'

export const sampleRollTexts = {
  name: 'npm run sample-roll --',
  description:
    "Écrit une liste électorale d'essai, d'électeurs inventés, avec les scrutins de election.json.",
  file: 'le fichier CSV à écrire ; il ne doit pas exister',
  lines: "combien d'électeurs",
  mistakes: 'combien de lignes fausses',
  election: "la configuration de l'élection",
  alreadyThere: 'Ce fichier existe déjà : choisissez un autre nom.',
  unwritable: "Ce fichier n'a pas pu être écrit : vérifiez le dossier et le disque.",
}

export function wholeNumberText(minimum: number, maximum: number): string {
  return `Indiquez un nombre entier de ${minimum} à ${maximum}.`
}

export function sampleWrittenText(lines: number, mistakes: number, path: string): string {
  const wrong = mistakes > 1 ? 'fausses' : 'fausse'
  return `${count(lines, 'électeur')}, dont ${count(mistakes, 'ligne')} ${wrong}, dans ${path}.`
}

export function sampleMistakeText(line: number, column: string): string {
  return `  ligne ${line}, colonne ${column}`
}
