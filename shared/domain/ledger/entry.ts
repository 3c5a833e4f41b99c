import * as z from 'zod/mini'
import { territoryName } from '../../texts/territory-name.ts'
import { instantText } from '../instant-text.ts'
import { digestOf } from './seal.ts'
import type { ToldIntervention } from './told-intervention.ts'

/** One write to a table, as its stream reports it. */
export const ledgerEntry = z.object({
  /** Counts from 1 without a gap. */
  number: z.int().check(z.gte(1)),
  /** Id of the stream's record, the same if the stream delivers it twice. */
  event: z.string(),
  /** To the second. */
  at: instantText,
  table: z.string(),
  change: z.enum(['insert', 'modify', 'remove']),
  /** Keyed digest of the record's key. */
  record: z.string(),
  /** Keyed digest of the record after the write; absent if it was deleted. */
  state: z.exactOptional(z.string()),
  /** Names of the attributes that were added, removed or changed. */
  fields: z.array(z.string()),
  /** Values after the write of the attributes that may be in clear. */
  told: z.exactOptional(z.record(z.string(), z.unknown())),
  /** Set if DynamoDB deleted an expired record. Streams do not say who else wrote. */
  by: z.exactOptional(z.literal('expiry')),
  /** Sequence number in the stream and the error, if the writer could not describe the write. */
  untold: z.exactOptional(z.string()),
})

export type LedgerEntry = z.infer<typeof ledgerEntry>

export type LedgerChange = Omit<LedgerEntry, 'number'>

/** @returns undefined for a write by voters, their requests or the sweep */
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
  // Nobody lifts what expires.
  const kind = (['pauses', 'caps'] as const).find((name) => fields.includes(name))
  if (!kind || change === 'remove') return undefined
  const reason = reasonsIn(told[kind])
  return reason ? { number, at, kind, reason } : { number, at, kind: `${kind}-over` }
}

/** Names each territory that is held back now and why; empty once all are lifted. */
function reasonsIn(held: unknown): string {
  return Object.entries(Object(held) as Record<string, unknown>)
    .map(([territory, one]) => `${territoryName(territory)} : ${Object(one).reason ?? '?'}`)
    .join(' ; ')
}
