import { count } from '../../shared/texts/numbers.ts'

export const sampleRollTexts = {
  alreadyThere: 'Ce fichier existe déjà : choisissez un autre nom.',
  unwritable: "Ce fichier n'a pas pu être écrit : vérifiez le dossier et le disque.",
}

export function sampleWrittenText(lines: number, mistakes: number, path: string): string {
  const wrong = mistakes > 1 ? 'fausses' : 'fausse'
  return `${count(lines, 'électeur')}, dont ${count(mistakes, 'ligne')} ${wrong}, dans ${path}.`
}

export function sampleMistakeText(line: number, column: string): string {
  return `  ligne ${line}, colonne ${column}`
}
