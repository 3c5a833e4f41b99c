import type {
  AnyTableName,
  IndexDefinition,
  TableDefinition,
} from '../../shared/tables/table-definition.ts'
import { staffTables, tables } from '../../shared/tables/tables.ts'
import type { Around } from '../fakes/in-memory-database.ts'
import type { InMemoryTables } from '../fakes/in-memory-tables.ts'

export interface KeyWrite {
  table: string
  key: string
  units: number
}

type Item = Record<string, unknown> | undefined

interface Write {
  TableName?: string
  Key?: Item
  Item?: Item
}

const definitions = Object.entries<TableDefinition<Record<string, unknown>>>({
  ...tables,
  ...staffTables,
}) as [AnyTableName, TableDefinition<Record<string, unknown>>][]

function inIndex(
  { partitionKey, sortKey, nonKeyAttributes }: IndexDefinition<Record<string, unknown>>,
  before: Item,
  after: Item,
): string[] {
  const places = sortKey ? [partitionKey.name, sortKey.name] : [partitionKey.name]
  const valuesOf = (item: Item, names: readonly string[]) =>
    JSON.stringify(names.map((name) => item?.[name]))
  const isIn = (item: Item) => places.every((name) => item?.[name] !== undefined)
  const isSame = (names: readonly string[]) => valuesOf(before, names) === valuesOf(after, names)
  const changed = isIn(after) && isSame(places) ? [after] : [before, after].filter(isIn)
  if (isSame([...places, ...nonKeyAttributes])) return []
  return changed.map((item) => String(item?.[partitionKey.name]))
}

/**
 * Reports what each call writes, refused calls included: one unit per item, two in a transaction, and one for each
 * changed index entry.
 */
export function reportingWrites(
  { items }: InMemoryTables,
  report: (written: KeyWrite) => void,
): Around {
  return ({ name, input }, run) => {
    const { TransactItems } = input as { TransactItems?: object[] }
    const isWrite = /^(Update|Put|Delete)/.test(name)
    const writes: Write[] = TransactItems?.flatMap(Object.values) ?? (isWrite ? [input] : [])
    const touched = writes.map(({ TableName, Key, Item }) => {
      const [table, definition] = definitions.find(([, one]) => one.constructId === TableName) ?? []
      if (!table || !definition) throw new Error(`There is no table ${TableName}`)
      const key = String((Key ?? Item)?.[definition.partitionKey.name])
      return {
        table,
        key,
        indexes: Object.values(definition.indexes),
        before: items(table).get(key),
      }
    })
    try {
      return run()
    } finally {
      for (const { table, key, indexes, before } of touched) {
        report({ table, key, units: TransactItems ? 2 : 1 })
        for (const index of indexes) {
          for (const place of inIndex(index, before, items(table).get(key))) {
            report({ table: `${table} ${index.name}`, key: place, units: 1 })
          }
        }
      }
    }
  }
}

export function hottestKeys(nowMilliseconds: () => number) {
  const tables = new Map<string, { key: string; perSecond: number }>()
  let second = 0
  let counts = new Map<string, number>()

  return {
    count({ table, key, units }: KeyWrite) {
      const now = Math.floor(nowMilliseconds() / 1000)
      if (now !== second) counts = new Map()
      second = now
      const name = `${table} ${key}`
      const perSecond = (counts.get(name) ?? 0) + units
      counts.set(name, perSecond)
      if (perSecond > (tables.get(table)?.perSecond ?? 0)) tables.set(table, { key, perSecond })
    },
    ofTables: () => [...tables].map(([table, hottest]) => ({ table, ...hottest })),
  }
}
