import type { IndexNameOf } from './table-names.ts'

/** The attributes of an item, of whichever kind it is. */
type AttributeOf<Item> = Item extends Item ? keyof Item & string : never

interface Key<Item> {
  name: AttributeOf<Item>
  type: 'string' | 'number'
}

export interface IndexDefinition<Item> {
  name: IndexNameOf<'reissues' | 'sessions'>
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** What it holds beside its own keys and the table's. */
  includes: readonly AttributeOf<Item>[]
  /** What one finds by it. */
  finds: string
}

/**
 * One table: `lib/tables.ts` builds it from this, and `docs/data-model.md` tells it. Names of constructs,
 * keys, indexes and attributes are those of elections that are running: changed, what was stored is lost.
 */
export interface TableDefinition<Item> {
  constructId: string
  /** What one item is. */
  holds: string
  partitionKey: Key<Item>
  sortKey?: Key<Item>
  /** The attribute, in seconds since 1970, after which DynamoDB deletes an item. */
  timeToLive?: AttributeOf<Item>
  indexes: Readonly<Record<string, IndexDefinition<Item>>>
  /** What each attribute is: an attribute of the item's type that is not here does not compile. */
  attributes: Readonly<Record<AttributeOf<Item>, string>>
  /** Absent: the ledger tells nothing of the table, which holds what is of use for minutes. */
  ledger?: {
    /** The attributes whose values are told in clear. Of all others, their names. */
    tells: readonly AttributeOf<Item>[]
    /** The items that it tells of, by their key: all when absent. */
    of?: readonly string[]
  }
  /** How long an item stays. */
  stays: string
}
