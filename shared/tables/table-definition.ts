import type { IndexNameOf } from './table-names.ts'

type AttributeOf<Item> = Item extends Item ? keyof Item & string : never

interface Key<Item> {
  name: AttributeOf<Item>
  type: 'string' | 'number'
}

export interface IndexDefinition<Item> {
  name: IndexNameOf<'reissues' | 'sessions'>
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** Attributes beside its own keys and the table's. */
  includes: readonly AttributeOf<Item>[]
  finds: string
}

/**
 * `lib/tables.ts` builds a table from this, and `docs/data-model.md` documents it. A running election loses what it
 * stored if a name of a construct, key, index or attribute changes.
 */
export interface TableDefinition<Item> {
  constructId: string
  /** What one item is. */
  holds: string
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** DynamoDB deletes an item after the seconds since 1970 in this attribute. */
  timeToLive?: AttributeOf<Item>
  indexes: Readonly<Record<string, IndexDefinition<Item>>>
  attributes: Readonly<Record<AttributeOf<Item>, string>>
  /** Absent for tables whose items are of use for minutes: the ledger leaves them out. */
  ledger?: {
    /** The attributes whose values the ledger has in clear. Of all others it has the names. */
    tells: readonly AttributeOf<Item>[]
    /** The items that it has, by their key: all if absent. */
    of?: readonly string[]
  }
  stays: string
}
