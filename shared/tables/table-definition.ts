type AttributeOf<Item> = Item extends Item ? keyof Item & string : never

interface Key<Item> {
  name: AttributeOf<Item>
  type: 'string' | 'number'
}

export interface IndexDefinition<Item> {
  name: IndexNameOf<'reissues' | 'sessions'>
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  nonKeyAttributes: readonly AttributeOf<Item>[]
  contents: string
}

/** During an election, never rename a construct, key or attribute: data stored under the old name would no longer be found. */
export interface TableDefinition<Item> {
  constructId: string
  description: string
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  timeToLive?: AttributeOf<Item>
  indexes: Readonly<Record<string, IndexDefinition<Item>>>
  attributes: Readonly<Record<AttributeOf<Item>, string>>
  ledger?: {
    /** The ledger records these attributes' values, the names of all changed attributes, and a digest of the item. */
    clearAttributes: readonly AttributeOf<Item>[]
    /** Keys of the items that the ledger records. Default: all items. */
    itemKeys?: readonly string[]
  }
  retention: string
}

/** Tables that stay when the election's stacks are deleted. */
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

export type StaffTableName = 'staffSessions' | 'staffAttempts' | 'fileCodes'

export type AnyTableName = TableName | StaffTableName

interface IndexNames {
  reissues: 'sms-due' | 'mail-due' | 'sms-expected' | 'sms-message' | 'voter-reissues'
  sessions: 'voter-sessions'
}

export type IndexNameOf<Name> = Name extends keyof IndexNames ? IndexNames[Name] : never
