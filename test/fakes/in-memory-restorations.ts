import { isDeepStrictEqual } from 'node:util'
import {
  type Item,
  keyAttributes,
  type Restorations,
  type RestoredTable,
} from '../../shared/domain/reissue/restoration.ts'
import { fromReissueItem, type ReissueItem } from '../../shared/tables/reissues.ts'
import type { InMemoryTables } from './in-memory-tables.ts'

type Copy = Record<RestoredTable, ReadonlyMap<string, Item>>

export function inMemoryRestorations(
  { items }: Pick<InMemoryTables, 'items'>,
  copies: { before: Copy; after: Copy } | undefined,
): Restorations {
  const stored = (table: RestoredTable) => items(table) as Map<string, Item>
  const reissues = () =>
    [...stored('reissues').values()].map((item) => fromReissueItem(item as Item & ReissueItem))
  return {
    copy: async () => (copies ? 'copied' : 'no-backup'),
    async page({ table }) {
      if (!copies) throw new Error('No copy was made')
      const { before, after } = copies
      const damaged = [...before[table]]
        .map(([key, item]) => {
          const current = stored(table).get(key)
          return { key, before: item, after: after[table].get(key), current }
        })
        .filter((one) => !isDeepStrictEqual(one.before, one.after))
      return { items: damaged }
    },
    find: async (table, key) => stored(table).get(key),
    reissuesOf: async ({ voterId }) => reissues().filter((one) => one.voterId === voterId),
    async reissuesTo(hashes) {
      const to = (hash: string) => reissues().filter((one) => one.phoneHash === hash)
      return new Map(hashes.map((hash) => [hash, to(hash)]))
    },
    async put(table, found, item) {
      const key = item[keyAttributes[table]]
      if (!isDeepStrictEqual(stored(table).get(key as string), found)) return false
      stored(table).set(key as string, JSON.parse(JSON.stringify(item)))
      return true
    },
    deleteCopies: async () => {},
  }
}
