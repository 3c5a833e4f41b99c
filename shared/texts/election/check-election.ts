import { count } from '../numbers.ts'
import { printable } from './election-mistakes.ts'

export const checkElectionTexts = {
  name: 'npm run check-election --',
  description:
    "Vérifie le fichier d'une élection, puis le relit en toutes lettres. Rien n'est envoyé ni modifié.",
  file: "le fichier à vérifier (election.json si rien n'est dit)",
  outcomes: `Codes de sortie :
  0  le fichier peut servir, même s'il reste des points à vérifier
  1  il a des fautes : chacune est dite avec sa ligne, sa colonne et quoi écrire
  2  la commande est mal écrite, ou le fichier ne peut pas être lu`,
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
