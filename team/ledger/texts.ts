import { number } from '../../shared/texts/numbers.ts'

interface Record {
  table: string
  record: string
}

const recordWords: Readonly<{ [table: string]: string }> = {
  voters: 'électeur',
  sessions: 'session',
  phones: 'téléphone',
  reissues: 'demande',
  passwordLinks: 'lien de mot de passe',
  smsDays: 'envoi des SMS',
  rollOperations: 'opération sur la liste',
  interventions: 'intervention',
}

/** « électeur NoPiPEz472LR4Y5M6mqVft » */
const recordName = ({ table, record }: Record) => `${recordWords[table] ?? table} ${record}`

export const journalTexts = {
  taken: (folder: string) =>
    `Le dossier ${folder} existe déjà et n'est pas vide : donnez-en un autre. Rien n'a été écrit.`,
  difference: {
    untold: (record: Record) => `${recordName(record)} : dans la table, et pas dans le journal.`,
    changed: (record: Record, entry: number) =>
      `${recordName(record)} : autre que ce que dit l'écriture ${number(entry)}.`,
    gone: (record: Record, entry: number) =>
      `${recordName(record)} : dit par l'écriture ${number(entry)}, et absent de la table.`,
  },
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
