import { identifierOf, identifierText } from '../../shared/domain/voter/identifier.ts'

export interface NoticeFields {
  email?: string
  first_name?: string
  last_name?: string
  school?: string
  format?: string
  identifier?: string
}

const columns = ['email', 'first_name', 'last_name', 'school', 'format', 'identifier'] as const

export function noticesCsv(voters: readonly NoticeFields[], lineEnd = '\r\n'): string {
  const lines = voters.map((voter, at) => csvLine(filled(voter, at)))
  return `\ufeff${[columns.join(';'), ...lines, ''].join(lineEnd)}`
}

export function identifierNumber(number: number): string {
  const values = Array.from({ length: 9 }, (_, at) => Math.floor(number / 32 ** (8 - at)) % 32)
  return identifierText(identifierOf(values))
}

function filled(voter: NoticeFields, at: number): Required<NoticeFields> {
  return {
    email: `voter.${at}@academie.example.org`,
    first_name: 'Amina',
    last_name: `Exemple ${at}`,
    school: 'Lycée Jean-Exemple',
    format: '',
    identifier: identifierNumber(at * 7_919_117 + 1),
    ...voter,
  }
}

const csvLine = (voter: Required<NoticeFields>) =>
  columns.map((column) => quoted(voter[column])).join(';')

const quoted = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
