import { printable } from '../../shared/texts/election/election-mistakes.ts'
import { count } from '../../shared/texts/numbers.ts'

export const checkElectionTexts = {
  usable: (file: string) => `${file} : aucune faute. Relisez ce qui suit.`,
  toCheck: (oddities: readonly string[]) =>
    oddities.length === 0
      ? 'Rien de particulier à vérifier.'
      : [
          `À vérifier : ${count(oddities.length, 'point')}.`,
          ...oddities.map((text) => `  - ${printable(text)}`),
        ].join('\n'),
}

export const readBackTexts = {
  absent: (labels: readonly string[]) => `Non renseigné : ${labels.join(', ')}.`,
  yes: 'oui',
  no: 'non',
  durations: 'Durées',
  requestsLast: (duration: string) => `Les demandes sont ouvertes pendant ${duration}.`,
  voteLasts: (duration: string) => `Le vote est ouvert pendant ${duration}.`,
  sms: (septets: number) => `Le SMS, tel que l'électeur le reçoit (${septets} caractères sur 160)`,
}
