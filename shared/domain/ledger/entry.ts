import { territoryName } from '../../texts/territory-name.ts'
import { digestOf } from './seal.ts'

/** One write of a record, as a stream of its table tells it. */
export interface LedgerChange {
  /** Id of the stream's record: of what a stream gave twice, the same. */
  event: string
  /** To the second. */
  at: Date
  table: string
  change: 'insert' | 'modify' | 'remove'
  /** Keyed digest of the record's key. */
  record: string
  /** Keyed digest of the record as it is since; absent when there is none. */
  state?: string
  /** Names of the attributes that came, went or changed. */
  fields: readonly string[]
  /** Of the attributes that may be told in clear, those that the record has since. */
  told?: Readonly<Record<string, unknown>>
  /** DynamoDB deleted what had expired; absent: nobody says who wrote. */
  by?: 'expiry'
}

export interface LedgerEntry extends LedgerChange {
  /** From 1, without a gap. */
  number: number
}

/** What somebody did to the service. */
export interface ToldIntervention {
  number: number
  at: Date
  kind: string
  by?: string
  reason?: string
  /** Of what two people must want: one asked for it, or another agreed, and it was done. */
  step?: 'asked' | 'agreed'
  /** Of a seal: the digest of all that it sealed. */
  digest?: string
}

/** @returns undefined of what voters, their requests and the sweep do by themselves */
export function interventionIn(entry: LedgerEntry): ToldIntervention | undefined {
  const { number, at, change, fields, told = {} } = entry
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
  return Object.entries(Object(held) as Record<string, { reason: string }>)
    .map(([territory, { reason }]) => `${territoryName(territory)} : ${reason}`)
    .join(' ; ')
}
