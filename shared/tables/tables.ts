import { approvalsTable } from './approvals.ts'
import { attemptsTable } from './attempts.ts'
import { calendarTable } from './calendar.ts'
import { captchasTable } from './captchas.ts'
import { fileCodesTable } from './file-codes.ts'
import { interventionsTable } from './interventions.ts'
import { mailTurnsTable } from './mail-turns.ts'
import { openFilesTable } from './open-files.ts'
import { passwordLinksTable } from './password-links.ts'
import { phonesTable } from './phones.ts'
import { reissuesTable } from './reissues.ts'
import { rollOperationsTable } from './roll-operations.ts'
import { sessionsTable } from './sessions.ts'
import { smsDaysTable } from './sms-days.ts'
import { staffAttemptsTable } from './staff-attempts.ts'
import { staffSessionsTable } from './staff-sessions.ts'
import type { TableDefinition } from './table-definition.ts'
import { votersTable } from './voters.ts'

/** The tables that an election cannot lose. */
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
  approvals: approvalsTable,
} as const

export type TableName = keyof typeof tables

/** What the staff's site keeps, for hours at most: it is there if the election names staff, and goes with the service. */
export const staffTables = {
  staffSessions: staffSessionsTable,
  staffAttempts: staffAttemptsTable,
  fileCodes: fileCodesTable,
  openFiles: openFilesTable,
} as const

export type StaffTableName = keyof typeof staffTables

export type AnyTables = typeof tables & typeof staffTables

export type AnyTableName = keyof AnyTables

/** What is told of a table, without the type of its items. */
export function definitionOf(name: TableName): TableDefinition<Record<string, unknown>> {
  return tables[name]
}
