import { isDeepStrictEqual } from 'node:util'
import type { Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

// A damaged table is restored from copies of just before and just after the damage; other tables prove later changes.

/** Only these tables are restored: the data of others can be recreated or requested again. */
export const restoredTables = ['voters', 'reissues', 'phones'] as const

export type RestoredTable = (typeof restoredTables)[number]

export const keyNames = {
  voters: 'voterId',
  reissues: 'reissueId',
  phones: 'phoneHash',
} as const satisfies Record<RestoredTable, string>

export interface Damage {
  table: RestoredTable
  before: WallInstant
  after: WallInstant
}

/** Suffix of the copies' table names; IAM policies contain it. */
export const copiesEnd = '-restored-'

export type Item = Readonly<Record<string, unknown>>

/** An item that differs between the two copies. */
export interface DamagedItem {
  key: string
  before: Item
  after: Item | undefined
  now: Item | undefined
}

export interface DamagedPage {
  items: DamagedItem[]
  next?: string
}

export interface Restorations {
  copy(damage: Damage): Promise<'copying' | 'copied' | 'no-backup'>
  /** @param segment index and count of the scan's segments */
  page(damage: Damage, segment: readonly [number, number], from?: string): Promise<DamagedPage>
  find(table: RestoredTable, key: string): Promise<Item | undefined>
  reissuesOf(voter: Voter): Promise<Reissue[]>
  /** Scans the whole table. The returned map is keyed by phone hash. */
  reissuesTo(phoneHashes: readonly string[]): Promise<Map<string, Reissue[]>>
  /** @returns false if the item differs from `found` by now */
  put(table: RestoredTable, found: Item | undefined, item: Item): Promise<boolean>
  deleteCopies(damage: Damage): Promise<void>
}

/** Reverts attributes that changed between the copies and not since; items added to lists stay. */
export function withoutDamage({ before, after = {}, now = {} }: DamagedItem): Item {
  const merged = { ...now }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, became, is] = [before[name], after[name], now[name]]
    if (isDeepStrictEqual(was, became)) continue
    if (Array.isArray(was) && Array.isArray(became) && startsWith(is, became)) {
      const since = is.slice(became.length)
      // Items added since the damage follow those added just before it.
      merged[name] = since.length > 0 && startsWith(became, was) ? is : [...was, ...since]
    } else if (isDeepStrictEqual(is, became)) {
      if (was === undefined) delete merged[name]
      else merged[name] = was
    }
  }
  return merged
}

const startsWith = (list: unknown, beginning: readonly unknown[]): list is unknown[] =>
  Array.isArray(list) && isDeepStrictEqual(list.slice(0, beginning.length), beginning)

/** False if the item was deleted after the damage. */
export const isRestorable = ({ after, now }: DamagedItem, onlyMissing: boolean): boolean =>
  onlyMissing ? after === undefined && now === undefined : after === undefined || now !== undefined
