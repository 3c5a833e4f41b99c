import { isDeepStrictEqual } from 'node:util'
import type { Voter } from '../voter/voter.ts'
import type { Reissue } from './reissue.ts'

// A table that somebody damaged is brought back from two copies, of just before and of just after. The other tables then
// say what voters did meanwhile.

/** Tables that can be restored: what the others hold is made anew, or asked for again. */
export const restoredTables = ['voters', 'reissues', 'phones'] as const

export type RestoredTable = (typeof restoredTables)[number]

/** The partition key of each. */
export const keyNames = {
  voters: 'voterId',
  reissues: 'reissueId',
  phones: 'phoneHash',
} as const satisfies Record<RestoredTable, string>

export interface Damage {
  table: RestoredTable
  /** Just before it. */
  before: WallInstant
  /** Just after it. */
  after: WallInstant
}

/** What the name of a copy has after the table's; rights name it. */
export const copiesEnd = '-restored-'

export type Item = Readonly<Record<string, unknown>>

/** An item that the two copies hold differently. */
export interface DamagedItem {
  key: string
  before: Item
  after: Item | undefined
  now: Item | undefined
}

export interface DamagedPage {
  items: DamagedItem[]
  /** Where the next page begins; absent of the last. */
  next?: string
}

export interface Restorations {
  /** Has the copies made. */
  copy(damage: Damage): Promise<'copying' | 'copied' | 'no-backup'>
  /** @param segment which part of the copy, of how many */
  page(damage: Damage, segment: readonly [number, number], from?: string): Promise<DamagedPage>
  find(table: RestoredTable, key: string): Promise<Item | undefined>
  reissuesOf(voter: Voter): Promise<Reissue[]>
  /** By phone. Reads the whole table. */
  reissuesTo(phoneHashes: readonly string[]): Promise<Map<string, Reissue[]>>
  /** Writes an item in place of what was found. @returns false if it changed meanwhile */
  put(table: RestoredTable, found: Item | undefined, item: Item): Promise<boolean>
  deleteCopies(damage: Damage): Promise<void>
}

/** Returns what is stored now without what changed between the copies, unless it changed again since. Lists may grow. */
export function withoutDamage({ before, after = {}, now = {} }: DamagedItem): Item {
  const merged = { ...now }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, became, is] = [before[name], after[name], now[name]]
    if (isDeepStrictEqual(was, became)) continue
    if (Array.isArray(was) && Array.isArray(became) && startsWith(is, became)) {
      merged[name] = [...was, ...is.slice(became.length)]
    } else if (isDeepStrictEqual(is, became)) {
      if (was === undefined) delete merged[name]
      else merged[name] = was
    }
  }
  return merged
}

const startsWith = (list: unknown, beginning: readonly unknown[]): list is unknown[] =>
  Array.isArray(list) && isDeepStrictEqual(list.slice(0, beginning.length), beginning)

/** True unless somebody deleted it after the damage. */
export const isRestorable = ({ after, now }: DamagedItem, onlyMissing: boolean): boolean =>
  onlyMissing ? after === undefined && now === undefined : after === undefined || now !== undefined
