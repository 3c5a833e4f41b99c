import { kindWord } from '../../shared/texts/ledger/intervention-names.ts'
import { number } from '../../shared/texts/numbers.ts'

interface Record {
  table: string
  record: string
}

interface Entry extends Record {
  number: number
  at: Date
  change: keyof typeof entryChanges
  fields: readonly string[]
  told?: Readonly<{ [name: string]: unknown }>
  by?: 'expiry'
}

const entryChanges = { insert: 'créé', modify: 'changé', remove: 'supprimé' } as const

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

/** Of a record in the table: « électeur NoPiPEz472LR4Y5M6mqVft » */
const recordName = ({ table, record }: Record) => `${recordWords[table] ?? table} ${record}`

export function entryLine(entry: Entry, clock: (at: Date) => string): string {
  const { change, fields, told = {}, by } = entry
  const detail = change === 'modify' && fields.length > 0 ? ` : ${fields.join(', ')}` : ''
  const kind = typeof told.kind === 'string' ? ` (${kindWord(told.kind)})` : ''
  const state = typeof told.state === 'string' ? ` [${told.state}]` : ''
  const expired = by === 'expiry' ? ', au terme prévu' : ''
  return `${number(entry.number)}  ${clock(entry.at)}  ${recordName(entry)} ${entryChanges[change]}${expired}${kind}${detail}${state}`
}

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
