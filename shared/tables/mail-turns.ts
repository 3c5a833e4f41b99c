import type { ElectionDay } from '../domain/election-day.ts'
import type { RateName } from '../domain/turns.ts'
import type { TableDefinition } from './table-definition.ts'

export interface RateItem {
  rate: RateName
  /** Milliseconds since 1970, so that one write can add a block of turns. */
  freeAt: number
}

/** Links and codes mailed in a day. */
export interface LinkDayItem {
  /** `links/2026-11-25`. */
  rate: string
  linkCount: number
  codeCount?: number
  repeatCount?: number
}

/** Voters of each domain, an attribute each, whom mails did not reach in an hour. */
export interface DomainHourItem {
  /** `domains/2026-11-25T10`: UTC. */
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
  holds:
    'Three kinds of item: a rate that all its senders share, of mails or of SMS, the links of a day, and the domains that mails did not reach in an hour.',
  partitionKey: { name: 'rate', type: 'string' },
  indexes: {},
  attributes: {
    rate: '`mails`, `sms` (rates), `links/2026-11-25` or `domains/2026-11-25T10`',
    linkCount: 'of a day: links and codes mailed that day; only with `mailsPerDay`',
    codeCount: 'of a day: first codes of an address',
    repeatCount: 'of a day: those whose address had had one of its kind that day',
    freeAt: 'of a rate: milliseconds; from when on the next turn is free',
    'academie.example.org':
      'of an hour, for each domain: voters whose mails it refused or kept waiting',
  },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<RateItem | LinkDayItem | DomainHourItem>
