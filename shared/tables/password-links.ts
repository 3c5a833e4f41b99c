import { type PasswordLink, passwordLinkEndsAt } from '../domain/account/password-link.ts'
import { type ExpiringItem, fromExpiringItem, type Stored, toStored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type PasswordLinkItem = Stored<PasswordLink> & ExpiringItem

export const passwordLinksTable = {
  constructId: 'PasswordLinks',
  description: 'The links by which one voter can set a password.',
  partitionKey: { name: 'voterId', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    voterId: 'voter whose password it is',
    newest: 'SHA-256 of the newest token, and its expiry; removed once a link is used or ended',
    previous: 'SHA-256 of the previous token, and its expiry; removed once the newest is mailed',
    requestedAt: 'when the newest link was requested',
    issuedAt: 'when the newest link, and those in the 24 hours before it, were issued',
    mailed: 'true once the newest link was mailed',
    version: 'number of changes except `mailed`, for optimistic locking',
    ttl: 'seconds; three weeks after the last request or link; a week and two hours after a later removal or new address',
  },
  ledger: { clearAttributes: [] },
  retention: 'until `ttl`.',
} as const satisfies TableDefinition<PasswordLinkItem>

export function toPasswordLinkItem(link: PasswordLink): PasswordLinkItem {
  return { ...toStored(link), ttl: ttlOf(passwordLinkEndsAt(link)) }
}

export const fromPasswordLinkItem = fromExpiringItem<PasswordLink>
