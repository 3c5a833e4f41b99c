type AttributeOf<Item> = Item extends Item ? keyof Item & string : never

interface Key<Item> {
  name: AttributeOf<Item>
  type: 'string' | 'number'
}

export interface IndexDefinition<Item> {
  name: IndexNameOf<'reissues' | 'sessions'>
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** Projected attributes besides the keys. */
  includes: readonly AttributeOf<Item>[]
  contents: string
}

/** Renaming a construct, a key, an index or an attribute loses the data of a running election. */
export interface TableDefinition<Item> {
  constructId: string
  description: string
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** Attribute with an item's expiry, in seconds since 1970. */
  timeToLive?: AttributeOf<Item>
  indexes: Readonly<Record<string, IndexDefinition<Item>>>
  attributes: Readonly<Record<AttributeOf<Item>, string>>
  /** Absent if items are useful only for minutes: the ledger omits the table. */
  ledger?: {
    /** Attributes that the ledger records with their values; it records the others by name only. */
    clearAttributes: readonly AttributeOf<Item>[]
    /** Keys of the items that the ledger records; all if absent. */
    itemKeys?: readonly string[]
  }
  retention: string
}

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
