import type { RollMistakeCode } from '../../shared/texts/roll/roll-mistakes.ts'
import type { SampleVoter } from './roll-sample-voters.ts'

export interface SampleMistake {
  line: number
  column: string
  code: RollMistakeCode
}

interface Spoilt {
  /** In place of the voter's own cells. */
  cells?: Partial<SampleVoter>
  /** In place of the whole line. */
  rewrite?(line: string, delimiter: string): string
  column: keyof SampleVoter | ''
  code: RollMistakeCode
}

/** @param first a voter of a line before, without mistakes, whose e-mail or NUMEN may come again */
type Spoil = (voter: SampleVoter, first: SampleVoter) => Spoilt

const cell =
  (column: keyof SampleVoter, value: string, code: RollMistakeCode): Spoil =>
  () => ({ cells: { [column]: value }, column, code })

/** One mistake a line, of each kind in turn. */
export const spoilers: readonly Spoil[] = [
  (_, { email }) => ({
    cells: { email: email.toUpperCase() },
    column: 'email',
    code: 'email-duplicate',
  }),
  (_, { numen }) => ({
    cells: { numen: numen.toLowerCase() },
    column: 'numen',
    code: 'numen-duplicate',
  }),
  cell('email', '', 'email-missing'),
  cell('email', 'prenom.nom', 'email-malformed'),
  cell('email', 'prenom\u200b.nom@academie.example.org', 'email-invisible'),
  cell('email', 'hélène.martin@academie.example.org', 'email-foreign-letter'),
  cell('first_name', 'https://example.org', 'text-address'),
  cell('first_name', ' ', 'text-missing'),
  cell('last_name', 'x'.repeat(101), 'text-too-long'),
  cell('last_name', 'Martin\tDurand', 'text-control'),
  cell('first_name', 'Zoé <zoe>', 'text-bracket'),
  cell('last_name', '=A2', 'text-formula'),
  cell('first_name', 'HÃ©lÃ¨ne', 'text-garbled'),
  cell('numen', '', 'numen-missing'),
  cell('numen', '01E0000001AB', 'numen-malformed'),
  cell('numen', '1E+12', 'numen-damaged'),
  ({ numen }) => ({
    cells: { numen: `1${numen.slice(2)}` },
    column: 'numen',
    code: 'numen-damaged',
  }),
  cell('birth_date', '', 'birth-date-missing'),
  cell('birth_date', '27 mars 1975', 'birth-date-malformed'),
  cell('birth_date', '27/03/75', 'birth-date-two-digit-year'),
  cell('birth_date', '27480', 'birth-date-serial'),
  cell('birth_date', '03/27/1975', 'birth-date-not-a-date'),
  cell('birth_date', '30/02/1975', 'birth-date-not-a-date'),
  cell('birth_date', '27/03/2020', 'birth-date-out-of-range'),
  cell('ballots', '|', 'ballots-missing'),
  cell('ballots', 'no-such-ballot', 'ballots-unknown'),
  cell('school', 'École\u0007', 'text-control'),
  cell('format', 'géant', 'format-unknown'),
  () => ({
    rewrite: (line, delimiter) => `${line + delimiter}x`,
    column: '',
    code: 'field-count',
  }),
  () => ({
    rewrite: (line, delimiter) => line.split(delimiter).slice(1).join(delimiter),
    column: '',
    code: 'field-count',
  }),
  () => ({ rewrite: (line) => `"${line}`, column: 'email', code: 'quote-unclosed' }),
  () => ({ rewrite: (line) => `"x"${line}`, column: '', code: 'quote-misplaced' }),
  () => ({ rewrite: (line) => `${line}\0`, column: '', code: 'line-nul' }),
  () => ({
    rewrite: (line) => line + 'x'.repeat(10_000),
    column: '',
    code: 'line-too-long',
  }),
]
