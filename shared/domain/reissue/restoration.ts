import { isDeepStrictEqual } from 'node:util'
import type { Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

export const restoredTables = ['voters', 'reissues', 'phones'] as const

export type RestoredTable = (typeof restoredTables)[number]

export const keyAttributes = {
  voters: 'voterId',
  reissues: 'reissueId',
  phones: 'phoneHash',
} as const satisfies Record<RestoredTable, string>

export interface Restoration {
  table: RestoredTable
  before: WallInstant
  after: WallInstant
}

/** IAM policies contain this suffix. */
export const copySuffix = '-restored-'

export type Item = Readonly<Record<string, unknown>>

export interface ChangedItem {
  key: string
  before: Item
  after: Item | undefined
  now: Item | undefined
}

export interface ChangedPage {
  items: ChangedItem[]
  next?: string
}

export interface Restorations {
  copy(scope: Restoration): Promise<'copying' | 'copied' | 'no-backup'>
  /** @param segment index and number of segments */
  page(scope: Restoration, segment: readonly [number, number], from?: string): Promise<ChangedPage>
  find(table: RestoredTable, key: string): Promise<Item | undefined>
  reissuesOf(voter: Voter): Promise<Reissue[]>
  reissuesTo(phoneHashes: readonly string[]): Promise<Map<string, Reissue[]>>
  /** @returns false if the stored item is no longer as `expected` */
  put(table: RestoredTable, expected: Item | undefined, item: Item): Promise<boolean>
  deleteCopies(scope: Restoration): Promise<void>
}

export function revertDamage({ before, after = {}, now = {} }: ChangedItem): Item {
  const merged = { ...now }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [intact, damaged, current] = [before[name], after[name], now[name]]
    if (isDeepStrictEqual(intact, damaged)) continue
    if (Array.isArray(intact) && Array.isArray(damaged) && startsWith(current, damaged)) {
      const addedItems = current.slice(damaged.length)
      // Items added between the copies stay if later ones build on them.
      merged[name] =
        addedItems.length > 0 && startsWith(damaged, intact) ? current : [...intact, ...addedItems]
    } else if (isDeepStrictEqual(current, damaged)) {
      if (intact === undefined) delete merged[name]
      else merged[name] = intact
    }
  }
  return merged
}

const startsWith = (list: unknown, beginning: readonly unknown[]): list is unknown[] =>
  Array.isArray(list) && isDeepStrictEqual(list.slice(0, beginning.length), beginning)

export const isRestorable = ({ after, now }: ChangedItem, onlyMissing: boolean): boolean =>
  onlyMissing ? after === undefined && now === undefined : after === undefined || now !== undefined
