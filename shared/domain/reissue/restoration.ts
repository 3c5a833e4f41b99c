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

/** Precedes the time in a copy's name. IAM policies contain it. */
export const copySuffix = '-restored-'

export type Item = Readonly<Record<string, unknown>>

export interface ChangedItem {
  key: string
  before: Item
  after: Item | undefined
  current: Item | undefined
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
  /** @returns false if the item changed in between */
  put(table: RestoredTable, expectedItem: Item | undefined, item: Item): Promise<boolean>
  deleteCopies(scope: Restoration): Promise<void>
}

export function revertDamage({ before, after = {}, current = {} }: ChangedItem): Item {
  const mergedItem = { ...current }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [base, damage, value] = [before[name], after[name], current[name]]
    if (isDeepStrictEqual(base, damage)) continue
    if (Array.isArray(base) && Array.isArray(damage) && startsWith(value, damage)) {
      const addedItems = value.slice(damage.length)
      // List entries appended between the two copies stay if more were appended since.
      mergedItem[name] =
        addedItems.length > 0 && startsWith(damage, base) ? value : [...base, ...addedItems]
    } else if (isDeepStrictEqual(value, damage)) {
      if (base === undefined) delete mergedItem[name]
      else mergedItem[name] = base
    }
  }
  return mergedItem
}

const startsWith = (list: unknown, beginning: readonly unknown[]): list is unknown[] =>
  Array.isArray(list) && isDeepStrictEqual(list.slice(0, beginning.length), beginning)

export const isRestorable = ({ after, current }: ChangedItem, onlyMissing: boolean): boolean =>
  onlyMissing
    ? after === undefined && current === undefined
    : after === undefined || current !== undefined
