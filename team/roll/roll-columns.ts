import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'

const aliases = {
  email: [
    'email',
    'mail',
    'courriel',
    'adresse',
    'adresse mail',
    'adresse e-mail',
    'adresse courriel',
    'adresse électronique',
    'adresse professionnelle',
    'e-mail professionnel',
    'mail professionnel',
    'courriel professionnel',
    'adresse e-mail professionnelle',
  ],
  first_name: ['first name', 'prénom', 'prénoms', "prénom d'usage", 'prénom usuel'],
  last_name: ['last name', 'nom', 'nom de famille', "nom d'usage", 'nom usuel'],
  numen: ['numen', 'numéro numen', 'n° numen'],
  birth_date: [
    'birth date',
    'date of birth',
    'date naissance',
    'date de naissance',
    'naissance',
    'né le',
    'né(e) le',
  ],
  ballots: ['ballots', 'ballot', 'scrutins', 'scrutin'],
  school: ['school', 'établissement', 'école', "nom de l'établissement", "nom de l'école"],
  format: ['format', 'format notice', 'format de notice', 'format de la notice'],
  phone: ['phone', 'known phone', 'téléphone connu'],
  phone_requested_on: ['phone requested on', 'téléphone demandé le'],
  new_email: [
    'new email',
    'nouvel e-mail',
    'nouveau mail',
    'nouveau courriel',
    'nouvelle adresse',
    'nouvelle adresse mail',
    'nouvelle adresse e-mail',
  ],
} satisfies Record<string, string[]>

export type RollColumn = keyof typeof aliases

const baseColumns = ['email', 'first_name', 'last_name', 'numen', 'birth_date', 'ballots'] as const

export const requiredColumns = (kind: RollOperationKind): readonly RollColumn[] =>
  kind === 'import' ? baseColumns : ['email']

export const usedColumns: Record<RollOperationKind, readonly RollColumn[]> = {
  import: [...baseColumns, 'school', 'format', 'phone', 'phone_requested_on'],
  correct: [...baseColumns, 'school', 'format', 'new_email'],
  remove: ['email'],
  returned: ['email', 'school'],
  renew: ['email'],
}

export function simplifiedName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

const columnsByName = new Map(
  (Object.entries(aliases) as [RollColumn, string[]][]).flatMap(([column, names]) =>
    [column, ...names].map((name) => [simplifiedName(name), column] as const),
  ),
)

export const findColumn = (name: string): RollColumn | undefined =>
  columnsByName.get(simplifiedName(name))
