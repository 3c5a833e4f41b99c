import type { SmsCounts } from '../domain/expected-time.ts'
import type { LateSms, TerritoryHandovers } from '../domain/handover-times.ts'
import type { SmsDay } from '../domain/sms-day.ts'
import { type Expiring, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

/** What left in a day, and what it put off. */
export interface CountsItem extends Expiring, Partial<SmsCounts> {
  /** `2026-11-25`. */
  day: string
}

/** The requests that reserved a slot in a day. */
export interface ReservationsItem extends Expiring {
  /** `2026-11-25/requests`. */
  day: string
  reserved: number
}

/** The only one of its kind: nothing of the rate is of one day. */
export interface RateItem extends Expiring {
  day: typeof rateKey
  /** Milliseconds since 1970, so that one write can add a slot. */
  freeAt: number
}

/** The SMS of a day by territory: `RE_120` were handed over within 120 seconds, `RE_failed` did not arrive. */
export interface HandoversItem extends Expiring {
  /** `2026-11-25/handovers`. */
  day: string
  [counter: `${string}_${number | 'failed'}`]: number
}

/** The only one of its kind: what is late now, not what was on a day. */
export interface LateItem extends Expiring {
  day: typeof lateKey
  /** ISO 8601: when it was counted. */
  at: string
  /** By territory. */
  late: Record<string, number>
}

/**
 * Five kinds of item under one key. They are apart so that a flood of requests holds no sender up: each
 * item takes 1,000 writes a second at most.
 */
export type SmsDayItem = CountsItem | ReservationsItem | RateItem | HandoversItem | LateItem

export const smsDaysTable = {
  constructId: 'SmsDays',
  holds:
    'Five kinds of item: the SMS of a day, the slots reserved in a day, the hand-overs of a day by territory, what is late, and the rate.',
  partitionKey: { name: 'day', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    day: '`2026-11-25` (SMS), with `/requests` (slots), `/handovers`, or `line` (rate) or `late`',
    smsCount: 'of a day: SMS that left, against the daily cap',
    heldCount: 'of a day: those that it put off and that still wait',
    reserved: 'of `/requests`: the reissues that reserved a slot that day',
    freeAt: 'of `line`: milliseconds; from when on the next slot is free',
    RE_120:
      'of `/handovers`, for each territory and bound: SMS that left within 120 s of their request',
    RE_failed: 'of `/handovers`, for each territory: those that a receipt says did not arrive',
    at: 'of `late`: when it was counted',
    late: 'of `late`, by territory: SMS that have not left although their expected time is past',
    ttl: 'seconds; 90 days after the day that last wrote the item',
  },
  stays: '90 days after the end of the day that last wrote it.',
} as const satisfies TableDefinition<SmsDayItem>

const keptSeconds = 90 * 86_400

export const rateKey = 'line'
export const lateKey = 'late'
export const countsKey = ({ day }: SmsDay) => day
export const reservationsKey = ({ day }: SmsDay) => `${day}/requests`
export const handoversKey = ({ day }: SmsDay) => `${day}/handovers`

/** @param territory two letters, and nothing else: it becomes part of an expression */
export const handedOverCounter = (territory: string, withinSeconds: number) =>
  `${territory}_${withinSeconds}` as const
export const failedCounter = (territory: string) => `${territory}_failed` as const

export function readHandoverCounters(item: HandoversItem): TerritoryHandovers[] {
  const territories = new Map<string, TerritoryHandovers>()
  for (const [name, count] of Object.entries(item)) {
    const [, territory, counter] = /^([A-Z]{2})_(\d+|failed)$/.exec(name) ?? []
    if (!territory) continue
    const found = territories.get(territory) ?? { territory, failed: 0, handedOver: [] }
    if (counter === 'failed') found.failed = count
    else found.handedOver.push({ withinSeconds: Number(counter), count })
    territories.set(territory, found)
  }
  return [...territories.values()]
}

export function toLateItem({ at, territories }: LateSms): LateItem {
  const late = Object.fromEntries(territories.map(({ territory, count }) => [territory, count]))
  return { day: lateKey, at: at.toISOString(), late, ttl: ttlOf(at) + keptSeconds }
}

export function fromLateItem({ at, late }: LateItem): LateSms {
  const territories = Object.entries(late).map(([territory, count]) => ({ territory, count }))
  return { at: new Date(at), territories }
}

export function smsDayTtl({ endsAt }: SmsDay): number {
  return ttlOf(endsAt) + keptSeconds
}
