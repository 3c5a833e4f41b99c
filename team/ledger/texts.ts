import { number } from '../../shared/texts/numbers.ts'

const differences = {
  unrecorded: 'dans la table, et pas dans le journal',
  changed: 'différent dans la table et dans le journal',
  gone: 'dans le journal, et absent de la table',
} as const

export interface Difference {
  kind: keyof typeof differences
  record: string
  entry?: number
}

export const ledgerTexts = {
  nonEmptyFolder: (folder: string) =>
    `Le dossier ${folder} existe déjà et n'est pas vide : donnez-en un autre. Rien n'a été écrit.`,
  difference: ({ kind, record, entry }: Difference) =>
    `${record} : ${differences[kind]}${entry === undefined ? '' : ` (écriture ${number(entry)})`}.`,
  columns: [
    'numéro',
    'heure',
    'table',
    'écriture',
    'enregistrement',
    'champs',
    'en clair',
    'auteur',
  ],
} as const
