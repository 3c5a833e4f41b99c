/** The tables that an election cannot lose. */
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

/** The staff's site keeps these for hours at most; they exist only if the election names staff. */
export type StaffTableName = 'staffSessions' | 'staffAttempts' | 'fileCodes' | 'openFiles'

export type AnyTableName = TableName | StaffTableName

interface IndexNames {
  reissues: 'sms-due' | 'mail-due' | 'sms-expected' | 'sms-message' | 'voter-reissues'
  sessions: 'voter-sessions'
}

export type IndexNameOf<Name> = Name extends keyof IndexNames ? IndexNames[Name] : never
