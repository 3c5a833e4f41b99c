import * as z from 'zod/mini'
import { territoryName } from '../../texts/territory-name.ts'
import { instantText } from '../instant-text.ts'
import type { ReportedIntervention } from './reported-intervention.ts'
import { digestOf } from './seal.ts'

export const ledgerEntry = z.object({
  number: z.int().check(z.gte(1)),
  /** Stream record id, the same in each delivery. */
  event: z.string(),
  at: instantText,
  table: z.string(),
  change: z.enum(['insert', 'modify', 'remove']),
  /** Keyed digest of the item's key. */
  record: z.string(),
  /** Keyed digest of the item after the write. */
  state: z.exactOptional(z.string()),
  fields: z.array(z.string()),
  /** Values, after the write, of the attributes that may be in clear. */
  told: z.exactOptional(z.record(z.string(), z.unknown())),
  by: z.exactOptional(z.literal('expiry')),
  /** Sequence number and error of a write that could not be described. */
  untold: z.exactOptional(z.string()),
})

export type LedgerEntry = z.infer<typeof ledgerEntry>

export type LedgerChange = Omit<LedgerEntry, 'number'>

export function toIntervention(entry: LedgerEntry): ReportedIntervention | undefined {
  const { number, at, change, fields, told = {} } = entry
  if (entry.untold) return { number, at, kind: 'untold' }
  const textField = (name: 'by' | 'reason') =>
    typeof told[name] === 'string' ? { [name]: told[name] } : {}
  if (change === 'insert' && typeof told.kind === 'string') {
    const needsTwoPeople = Object(told.digests).asked !== undefined
    const step = told.confirms === undefined ? ('asked' as const) : ('agreed' as const)
    return {
      ...{ number, at, kind: told.kind },
      ...textField('by'),
      ...textField('reason'),
      ...(needsTwoPeople && { step }),
      ...(told.kind === 'seal' && { digest: digestOf(Object(told.digests)) }),
    }
  }
  // Nobody lifted the holds of an item that was deleted.
  const kind = (['pauses', 'caps'] as const).find((name) => fields.includes(name))
  if (!kind || change === 'remove') return undefined
  const reason = reasonsOfHolds(told[kind])
  return reason ? { number, at, kind, reason } : { number, at, kind: `${kind}-over` }
}

function reasonsOfHolds(holds: unknown): string {
  return Object.entries(Object(holds) as Record<string, unknown>)
    .map(([territory, hold]) => `${territoryName(territory)} : ${Object(hold).reason ?? '?'}`)
    .join(' ; ')
}
