import type { ElectionDay } from '../domain/election-day.ts'
import { electionInstant } from '../domain/instants.ts'
import type { LateSms, TerritoryHandovers } from '../domain/sms/handover-times.ts'
import type { SmsBreaker } from '../domain/sms/sms-breaker.ts'
import type { SmsCounts } from '../domain/sms/sms-state.ts'
import { type ExpiringItem, fromStored, type Stored, toStored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export interface CountsItem extends ExpiringItem, Partial<SmsCounts> {
  day: string
}

export interface SlotsItem extends ExpiringItem {
  day: typeof slotsKey
  /** Milliseconds since 1970, so that an addition can reserve a slot. */
  freeAt: number
  taken: number
}

export interface HandoversItem extends ExpiringItem {
  day: string
  [counter: `${string}_${number | 'receipts' | 'failed'}`]: number
}

export interface PhoneSmsItem extends ExpiringItem {
  day: ReturnType<typeof phoneSmsKey>
}

export interface LateSmsItem extends ExpiringItem {
  day: typeof lateSmsKey
  at: string
  late: number
}

export type BreakerItem = Stored<SmsBreaker> & ExpiringItem & { day: typeof breakerKey }

export interface VoteReadingItem extends ExpiringItem {
  day: typeof voteReadingKey
  reading: string
}

/** The items are separate, since DynamoDB allows only 1,000 writes a second to one item. */
export type SmsDayItem =
  | CountsItem
  | SlotsItem
  | HandoversItem
  | PhoneSmsItem
  | LateSmsItem
  | BreakerItem
  | VoteReadingItem

export const smsDaysTable = {
  constructId: 'SmsDays',
  description: 'Counts and times of SMS, the circuit breaker, or figures for staff and team.',
  partitionKey: { name: 'day', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    day: '`2026-11-25`, `2026-11-25/RE` (territory), `2026-11-25/codes`, `2026-11-25T10:00/codes` (a minute), `2026-11-25/handovers`, `phone-sms/ID`, `late-sms`, `line` (slots), `breaker` or `reading` (figures)',
    smsCount: 'for counts: SMS or requested codes, against the cap',
    heldCount: 'for counts: SMS that the cap still holds',
    freeAt: 'for `line`: when the next slot starts',
    taken: 'for `line`: SMS that left or wait, against the daily cap',
    RE_120: 'for `/handovers`, by territory and bound: SMS that left 90 to 120 s after the request',
    RE_receipts: 'for `/handovers`, by territory: receipts, whatever they report',
    RE_failed: 'for `/handovers`, by territory: SMS that a receipt reports as undelivered',
    at: 'for `late-sms`: when the SMS were counted',
    late: 'for `late-sms`: SMS waiting beyond their expected time',
    version: 'for `breaker`: number of changes',
    circuits:
      'for `breaker`, by `account` or territory: recent refusals, `since` (refusals of earlier SMS are ignored) and, while open, the next or current probe',
    pauses: 'for `breaker`: paused territories, since when, why and by whom',
    caps: 'for `breaker`: daily caps of territories, since when, why and by whom',
    reading: 'for `reading`: JSON of the last figures',
    ttl: 'seconds; 97 days after the last write, or after the end of its day',
  },
  ledger: { clearAttributes: ['pauses', 'caps'], itemKeys: ['breaker'] },
  retention: 'until `ttl`.',
} as const satisfies TableDefinition<SmsDayItem>

const retentionSeconds = 90 * 86_400

export const slotsKey = 'line'
export const lateSmsKey = 'late-sms'
export const breakerKey = 'breaker'
export const voteReadingKey = 'reading'
export const countsKey = ({ day }: ElectionDay) => day
export const handoversKey = ({ day }: ElectionDay) => `${day}/handovers`
export const phoneSmsKey = (messageId: string) => `phone-sms/${messageId}` as const

/** The territory must be two capital letters, since it becomes part of an update expression. */
export const handedOverCounter = (territory: string, withinSeconds: number) =>
  `${territory}_${withinSeconds}` as const
export const receiptsCounter = (territory: string) => `${territory}_receipts` as const
export const failedCounter = (territory: string) => `${territory}_failed` as const

export function readHandoverCounters(item: HandoversItem): TerritoryHandovers[] {
  const territories = new Map<string, TerritoryHandovers>()
  for (const [name, count] of Object.entries(item)) {
    const [, territory, counter] = /^([A-Z]{2})_(\d+|receipts|failed)$/.exec(name) ?? []
    if (!territory) continue
    const counters = territories.get(territory) ?? {
      territory,
      receipts: 0,
      failed: 0,
      handedOver: [],
    }
    if (counter === 'receipts' || counter === 'failed') counters[counter] = count
    else counters.handedOver.push({ withinSeconds: Number(counter), count })
    territories.set(territory, counters)
  }
  return [...territories.values()]
}

export function toPhoneSmsItem(messageId: string, at: ElectionInstant): PhoneSmsItem {
  return { day: phoneSmsKey(messageId), ttl: ttlOf(at) + retentionSeconds }
}

export function toLateSmsItem({ at, count }: LateSms): LateSmsItem {
  return { day: lateSmsKey, at: at.toISOString(), late: count, ttl: ttlOf(at) + retentionSeconds }
}

export function fromLateSmsItem({ at, late }: LateSmsItem): LateSms {
  return { at: electionInstant(at), count: late }
}

export function toVoteReadingItem(reading: { at: WallInstant }): VoteReadingItem {
  return {
    day: voteReadingKey,
    reading: JSON.stringify(reading),
    ttl: ttlOf(reading.at) + retentionSeconds,
  }
}

export function toBreakerItem(breaker: SmsBreaker, now: WallInstant): BreakerItem {
  return { day: breakerKey, ...toStored(breaker), ttl: ttlOf(now) + retentionSeconds }
}

export function fromBreakerItem({ day, ttl, ...item }: BreakerItem): SmsBreaker {
  return fromStored<SmsBreaker>(item)
}

export function smsDayTtl({ endsAt }: ElectionDay): number {
  return ttlOf(endsAt) + retentionSeconds
}
