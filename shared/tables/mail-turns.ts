import type { SmsDay } from '../domain/sms-day.ts'
import type { TableDefinition } from './table-definition.ts'

/** The rate: one item. */
export interface MailTurnsItem {
  rate: typeof mailRateKey
  /** Milliseconds since 1970, so that one write can add a turn. */
  freeAt: number
}

export const mailRateKey = 'mails'

/** The links that were mailed in a day. */
export interface LinkDayItem {
  /** `links/2026-11-25`. */
  rate: string
  linkCount: number
}

export const linkDayKey = ({ day }: SmsDay) => `links/${day}`

export const mailTurnsTable = {
  constructId: 'MailTurns',
  holds: 'Two kinds of item: the rate that all senders of mails share, and the links of a day.',
  partitionKey: { name: 'rate', type: 'string' },
  indexes: {},
  attributes: {
    rate: '`mails` (the rate) or `links/2026-11-25` (links of a day)',
    linkCount: 'of a day: links mailed that day; only with `mailsPerDay`',
    freeAt: 'of `mails`: milliseconds; from when on the next turn is free',
  },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<MailTurnsItem | LinkDayItem>
