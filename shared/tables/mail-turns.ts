import type { ElectionDay } from '../domain/election-day.ts'
import type { RateName } from '../domain/rate-limiter.ts'
import type { TableDefinition } from './table-definition.ts'

export interface RateItem {
  rate: RateName
  /** When the next token is free, in milliseconds since 1970, so that an addition can reserve a block of tokens. */
  freeAt: number
}

export interface LinkDayItem {
  rate: string
  linkCount: number
  codeCount?: number
  repeatCount?: number
}

export interface DomainHourItem {
  rate: string
  [domain: `${string}.${string}`]: number
}

export const domainHourKey = (at: Date) => `domains/${at.toISOString().slice(0, 13)}`

export function readDomainCounts({ rate, ...counts }: DomainHourItem): Map<string, number> {
  return new Map(Object.entries(counts))
}

export const linkDayKey = ({ day }: ElectionDay) => `links/${day}`

export const mailTurnsTable = {
  constructId: 'MailTurns',
  description:
    'A rate that all senders of e-mail or SMS share, the counts of links and codes of a day, or the failures of an hour by domain.',
  partitionKey: { name: 'rate', type: 'string' },
  indexes: {},
  attributes: {
    rate: '`mails` or `sms` (rates), `links/2026-11-25` or `domains/2026-11-25T10`',
    linkCount: 'for a day: links and codes mailed; the three counts need `mailsPerDay`',
    codeCount: "for a day: codes that were the day's first for their address",
    repeatCount: 'for a day: links and codes after the first of each kind per address',
    freeAt: 'for a rate: when the next reservation starts',
    'academie.example.org': 'for an hour: new `refused`, `slow` or `unknown-domain` failures',
  },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<RateItem | LinkDayItem | DomainHourItem>
