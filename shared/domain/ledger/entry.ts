import * as z from 'zod/mini'
import { territoryName } from '../../texts/territory-name.ts'
import { instantText } from '../instant-text.ts'
import { digestOf } from './seal.ts'
import type { ToldIntervention } from './told-intervention.ts'

/** One write of a record, as a stream of its table tells it. */
export const ledgerEntry = z.object({
  /** From 1, without a gap. */
  number: z.int().check(z.gte(1)),
  /** Id of the stream's record: of what a stream gave twice, the same. */
  event: z.string(),
  /** To the second. */
  at: instantText,
  table: z.string(),
  change: z.enum(['insert', 'modify', 'remove']),
  /** Keyed digest of the record's key. */
  record: z.string(),
  /** Keyed digest of the record as it is since; absent when there is none. */
  state: z.exactOptional(z.string()),
  /** Names of the attributes that came, went or changed. */
  fields: z.array(z.string()),
  /** Of the attributes that may be told in clear, those that the record has since. */
  told: z.exactOptional(z.record(z.string(), z.unknown())),
  /** DynamoDB deleted what had expired; absent: nobody says who wrote. */
  by: z.exactOptional(z.literal('expiry')),
  /** Sequence number in its stream, and why the writer could not describe the write. */
  untold: z.exactOptional(z.string()),
})

export type LedgerEntry = z.infer<typeof ledgerEntry>

export type LedgerChange = Omit<LedgerEntry, 'number'>

/** @returns undefined of what voters, their requests and the sweep do by themselves */
export function interventionIn(entry: LedgerEntry): ToldIntervention | undefined {
  const { number, at, change, fields, told = {} } = entry
  if (entry.untold) return { number, at, kind: 'untold' }
  const text = (name: 'by' | 'reason') =>
    typeof told[name] === 'string' ? { [name]: told[name] } : {}
  if (change === 'insert' && typeof told.kind === 'string') {
    const isOfTwo = Object(told.digests).asked !== undefined
    const step = told.confirms === undefined ? ('asked' as const) : ('agreed' as const)
    return {
      ...{ number, at, kind: told.kind },
      ...text('by'),
      ...text('reason'),
      ...(isOfTwo && { step }),
      ...(told.kind === 'seal' && { digest: digestOf(Object(told.digests)) }),
    }
  }
  // What expires was lifted by nobody.
  const kind = (['pauses', 'caps'] as const).find((name) => fields.includes(name))
  if (!kind || change === 'remove') return undefined
  const reason = reasonsIn(told[kind])
  // The entry tells what is so now, and not whether it is more or less than before.
  return reason ? { number, at, kind, reason } : { number, at, kind: `${kind}-over` }
}

/** Of what is held back now, by territory; empty once all is lifted. */
function reasonsIn(held: unknown): string {
  return Object.entries(Object(held) as Record<string, unknown>)
    .map(([territory, one]) => `${territoryName(territory)} : ${Object(one).reason ?? '?'}`)
    .join(' ; ')
}
