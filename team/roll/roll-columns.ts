export type RollPurpose = 'import' | 'correct' | 'remove' | 'returned' | 'renew'

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

const identity = ['numen', 'birth_date'] as const
const whole = ['email', 'first_name', 'last_name', ...identity, 'ballots'] as const

/** In the order in which files are written. */
export const voterColumns = [...whole, 'school', 'format'] as const

/** Omits NUMEN and birth date, of which the tables keep hashes only. */
export const exportedColumns = voterColumns.filter(
  (column) => !(identity as readonly string[]).includes(column),
)

export const requiredColumns: Record<RollPurpose, readonly RollColumn[]> = {
  import: whole,
  correct: ['email'],
  remove: ['email'],
  returned: ['email'],
  renew: ['email'],
}

export const usedColumns: Record<RollPurpose, readonly RollColumn[]> = {
  import: voterColumns,
  correct: [...voterColumns, 'new_email'],
  remove: ['email'],
  returned: ['email', 'school'],
  renew: ['email'],
}

/** Case, accents, spaces and punctuation of a column's name do not matter. */
function simplified(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

const columnsByName = new Map(
  (Object.entries(aliases) as [RollColumn, string[]][]).flatMap(([column, names]) =>
    [column, ...names].map((name) => [simplified(name), column] as const),
  ),
)

export const columnNamed = (name: string): RollColumn | undefined =>
  columnsByName.get(simplified(name))
