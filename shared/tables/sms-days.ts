import type { SmsCounts } from '../domain/expected-time.ts'
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

/**
 * Three kinds of item under one key. They are apart so that a flood of requests holds no sender up: each
 * item takes 1,000 writes a second at most.
 */
export type SmsDayItem = CountsItem | ReservationsItem | RateItem

export const smsDaysTable = {
  constructId: 'SmsDays',
  holds: 'Three kinds of item: the SMS of a day, the slots reserved in a day, and the rate.',
  partitionKey: { name: 'day', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    day: '`2026-11-25` (SMS), `2026-11-25/requests` (slots) or `line` (rate)',
    smsCount: 'of a day: SMS that left, against the daily cap',
    heldCount: 'of a day: those that it put off and that still wait',
    reserved: 'of `/requests`: the reissues that reserved a slot that day',
    freeAt: 'of `line`: milliseconds; from when on the next slot is free',
    ttl: 'seconds; 90 days after the day that last wrote the item',
  },
  stays: '90 days after the end of the day that last wrote it.',
} as const satisfies TableDefinition<SmsDayItem>

const keptSeconds = 90 * 86_400

export const rateKey = 'line'
export const countsKey = ({ day }: SmsDay) => day
export const reservationsKey = ({ day }: SmsDay) => `${day}/requests`

export function smsDayTtl({ endsAt }: SmsDay): number {
  return ttlOf(endsAt) + keptSeconds
}
