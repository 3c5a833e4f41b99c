import { count } from '../numbers.ts'

export const checkElectionTexts = {
  usable: (file: string) => `${file} : aucune faute. Relisez ce qui suit.`,
  toCheck: (oddities: readonly string[]) =>
    oddities.length === 0
      ? 'Rien de particulier à vérifier.'
      : [
          `À vérifier : ${count(oddities.length, 'point')}.`,
          ...oddities.map((text) => `  - ${text}`),
        ].join('\n'),
}
