import { attemptsTable } from './attempts.ts'
import { calendarTable } from './calendar.ts'
import { captchasTable } from './captchas.ts'
import { interventionsTable } from './interventions.ts'
import { mailTurnsTable } from './mail-turns.ts'
import { passwordLinksTable } from './password-links.ts'
import { phonesTable } from './phones.ts'
import { reissuesTable } from './reissues.ts'
import { rollOperationsTable } from './roll-operations.ts'
import { sessionsTable } from './sessions.ts'
import { smsDaysTable } from './sms-days.ts'
import type { TableDefinition } from './table-definition.ts'
import { votersTable } from './voters.ts'

export const tables = {
  voters: votersTable,
  sessions: sessionsTable,
  captchas: captchasTable,
  phones: phonesTable,
  reissues: reissuesTable,
  attempts: attemptsTable,
  passwordLinks: passwordLinksTable,
  smsDays: smsDaysTable,
  rollOperations: rollOperationsTable,
  mailTurns: mailTurnsTable,
  interventions: interventionsTable,
  calendar: calendarTable,
} as const

export type TableName = keyof typeof tables

/** What is told of a table, without the type of its items. */
export function definitionOf(name: TableName): TableDefinition<Record<string, unknown>> {
  return tables[name]
}
