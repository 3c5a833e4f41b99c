import { approvalsTable } from './approvals.ts'
import { attemptsTable } from './attempts.ts'
import { calendarTable } from './calendar.ts'
import { captchasTable } from './captchas.ts'
import { fileCodesTable } from './file-codes.ts'
import { interventionsTable } from './interventions.ts'
import { mailTurnsTable } from './mail-turns.ts'
import { passwordLinksTable } from './password-links.ts'
import { phonesTable } from './phones.ts'
import { reissuesTable } from './reissues.ts'
import { rollOperationsTable } from './roll-operations.ts'
import { sessionsTable } from './sessions.ts'
import { smsDaysTable } from './sms-days.ts'
import { staffAttemptsTable } from './staff-attempts.ts'
import { staffSessionsTable } from './staff-sessions.ts'
import type { StaffTableName, TableDefinition, TableName } from './table-definition.ts'
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
  approvals: approvalsTable,
} as const satisfies Record<TableName, object>

export const staffTables = {
  staffSessions: staffSessionsTable,
  staffAttempts: staffAttemptsTable,
  fileCodes: fileCodesTable,
} as const satisfies Record<StaffTableName, object>

export function definitionOf(name: TableName): TableDefinition<Record<string, unknown>> {
  return tables[name]
}
