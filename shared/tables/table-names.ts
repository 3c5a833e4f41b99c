/** Tables that the election cannot lose. */
export type TableName =
  | 'voters'
  | 'sessions'
  | 'captchas'
  | 'phones'
  | 'reissues'
  | 'attempts'
  | 'passwordLinks'
  | 'smsDays'
  | 'rollOperations'
  | 'mailTurns'
  | 'interventions'
  | 'calendar'
  | 'approvals'

/** Tables of the staff's site, which exist only if the election names staff. Items last hours at most. */
export type StaffTableName = 'staffSessions' | 'staffAttempts' | 'fileCodes'

export type AnyTableName = TableName | StaffTableName

interface IndexNames {
  reissues: 'sms-due' | 'mail-due' | 'sms-expected' | 'sms-message' | 'voter-reissues'
  sessions: 'voter-sessions'
}

export type IndexNameOf<Name> = Name extends keyof IndexNames ? IndexNames[Name] : never
