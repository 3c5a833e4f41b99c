import { type PasswordLink, passwordLinkEndsAt } from '../domain/account/password-link.ts'
import { fromExpiring } from './expiring.ts'
import { type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import { type Expiring, ttlOf } from './time-to-live.ts'

export type PasswordLinkItem = Stored<PasswordLink> & Expiring

export const passwordLinksTable = {
  constructId: 'PasswordLinks',
  holds: 'The links that let one voter choose a password.',
  partitionKey: { name: 'voterId', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    voterId: 'whose password it is',
    newest: "SHA-256 of the newest link's token, and when it expires; gone once used",
    previous: 'the same of the link before, until the newest is mailed',
    requestedAt: 'when the newest was asked for',
    issuedAt: 'when those of the last 24 hours were made',
    mailed: "whether the newest's e-mail has left",
    version: 'one more at each change that must not be overwritten',
    ttl: 'seconds; three weeks after the last link',
  },
  ledger: { tells: [] },
  stays:
    'until three weeks after the last link was asked for or made: as long as a queue keeps a request, and a week.',
} as const satisfies TableDefinition<PasswordLinkItem>

export function toPasswordLinkItem(link: PasswordLink): PasswordLinkItem {
  return { ...toStored(link), ttl: ttlOf(passwordLinkEndsAt(link)) }
}

export const fromPasswordLinkItem = fromExpiring<PasswordLink>
