import type { ElectionDay } from '../domain/election-day.ts'
import { electionInstant } from '../domain/instants.ts'
import type { LateSms, TerritoryHandovers } from '../domain/sms/handover-times.ts'
import type { SmsBreaker } from '../domain/sms/sms-breaker.ts'
import type { SmsCounts } from '../domain/sms/sms-days.ts'
import { fromStored, type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import { type Expiring, ttlOf } from './time-to-live.ts'

/** SMS that left in a day and those that it put off, of all or of a territory with a cap. */
export interface CountsItem extends Expiring, Partial<SmsCounts> {
  /** `2026-11-25` or `2026-11-25/RE`. */
  day: string
}

export interface SlotsItem extends Expiring {
  day: typeof slotsKey
  /** Milliseconds since 1970, so that one write can add a slot. */
  freeAt: number
  taken: number
}

/** SMS of a day by territory: `RE_120` were handed over within 120 seconds, `RE_failed` did not arrive. */
export interface HandoversItem extends Expiring {
  /** `2026-11-25/handovers`. */
  day: string
  [counter: `${string}_${number | 'receipts' | 'failed'}`]: number
}

export interface LateItem extends Expiring {
  day: typeof lateKey
  at: string
  late: number
}

export type BreakerItem = Stored<SmsBreaker> & Expiring & { day: typeof breakerKey }

export interface ReadingItem extends Expiring {
  day: typeof readingKey
  /** JSON of a `VoteReading`. */
  reading: string
}

/** The items are apart so that a flood of requests holds no sender up: each takes 1,000 writes a second at most. */
export type SmsDayItem =
  | CountsItem
  | SlotsItem
  | HandoversItem
  | LateItem
  | BreakerItem
  | ReadingItem

export const smsDaysTable = {
  constructId: 'SmsDays',
  holds:
    'Six kinds of item: the SMS of a day, of all or to a territory that has a cap, the hand-overs of a day by territory, what is late, the rate, the breaker, and the reading of the vote.',
  partitionKey: { name: 'day', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    day: '`2026-11-25` (SMS), with `/RE` (those to a territory) or `/handovers`, or `line` (rate), `late-sms`, `breaker` or `reading`',
    smsCount: 'of a day: SMS that left, against the daily cap',
    heldCount: 'of a day: those that it put off and that still wait',
    freeAt: 'of `line`: milliseconds; from when on the next slot is free',
    taken: 'of `line`: places of the daily cap that are taken: SMS that left, and those that wait',
    RE_120:
      'of `/handovers`, for each territory and bound: SMS that left within 120 s of their request',
    RE_receipts: 'of `/handovers`, for each territory: receipts that came, whatever they say',
    RE_failed: 'of `/handovers`, for each territory: those that a receipt says did not arrive',
    at: 'of `late-sms`: when it was counted',
    late: 'of `late-sms`: SMS that have not left although their expected time is past',
    version: 'of `breaker`: how often it was written',
    circuits:
      'of `breaker`: what SNS did not send of late, by `account` or territory, and since when SMS wait',
    pauses: 'of `breaker`: the territories whose SMS the team holds, since when and why',
    caps: 'of `breaker`: the territories to which the team lets so many SMS leave in a day, since when and why',
    reading: 'of `reading`: JSON; counts, alarms and SMS as they were read a minute ago',
    ttl: 'seconds; 97 days after the day that last wrote the item',
  },
  ledger: { tells: ['pauses', 'caps'], of: ['breaker'] },
  stays: '97 days after the end of the day that last wrote it.',
} as const satisfies TableDefinition<SmsDayItem>

const keptSeconds = 90 * 86_400

export const slotsKey = 'line'
export const lateKey = 'late-sms'
export const breakerKey = 'breaker'
export const readingKey = 'reading'
export const countsKey = ({ day }: ElectionDay) => day
export const handoversKey = ({ day }: ElectionDay) => `${day}/handovers`

/** @param territory two letters and nothing else: it becomes part of an expression */
export const handedOverCounter = (territory: string, withinSeconds: number) =>
  `${territory}_${withinSeconds}` as const
export const receiptsCounter = (territory: string) => `${territory}_receipts` as const
export const failedCounter = (territory: string) => `${territory}_failed` as const

export function readHandoverCounters(item: HandoversItem): TerritoryHandovers[] {
  const territories = new Map<string, TerritoryHandovers>()
  for (const [name, count] of Object.entries(item)) {
    const [, territory, counter] = /^([A-Z]{2})_(\d+|receipts|failed)$/.exec(name) ?? []
    if (!territory) continue
    const found = territories.get(territory) ?? {
      territory,
      receipts: 0,
      failed: 0,
      handedOver: [],
    }
    if (counter === 'receipts' || counter === 'failed') found[counter] = count
    else found.handedOver.push({ withinSeconds: Number(counter), count })
    territories.set(territory, found)
  }
  return [...territories.values()]
}

export function toLateItem({ at, count }: LateSms): LateItem {
  return { day: lateKey, at: at.toISOString(), late: count, ttl: ttlOf(at) + keptSeconds }
}

export function fromLateItem({ at, late }: LateItem): LateSms {
  return { at: electionInstant(at), count: late }
}

export function toReadingItem(reading: { at: WallInstant }): ReadingItem {
  return {
    day: readingKey,
    reading: JSON.stringify(reading),
    ttl: ttlOf(reading.at) + keptSeconds,
  }
}

export function toBreakerItem(breaker: SmsBreaker, now: WallInstant): BreakerItem {
  return { day: breakerKey, ...toStored(breaker), ttl: ttlOf(now) + keptSeconds }
}

export function fromBreakerItem({ day, ttl, ...item }: BreakerItem): SmsBreaker {
  return fromStored<SmsBreaker>(item)
}

export function smsDayTtl({ endsAt }: ElectionDay): number {
  return ttlOf(endsAt) + keptSeconds
}
