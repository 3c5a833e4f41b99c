import type { Session } from '../domain/account/session.ts'
import { type ExpiringItem, fromExpiringItem, type Stored, toStored, ttlOf } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type SessionItem = Stored<Session> & ExpiringItem

export const sessionIndexes = {
  voterSessions: {
    name: 'voter-sessions',
    partitionKey: { name: 'voterId', type: 'string' },
    sortKey: { name: 'endsAt', type: 'string' },
    nonKeyAttributes: ['kind', 'expiresAt', 'epoch', 'idleMinutes'],
    contents: "a voter's sessions of the espace électeur",
  },
} as const satisfies TableDefinition<SessionItem>['indexes']

export const sessionsTable = {
  constructId: 'Sessions',
  description: 'A session of the espace électeur, or of the espace de vote within it.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: sessionIndexes,
  attributes: {
    tokenHash: "SHA-256 of the cookie's epoch and secret",
    voterId: 'voter who signed in',
    kind: '`space` (espace électeur) or `booth` (espace de vote)',
    expiresAt: 'when it expires; use of a `space` extends it',
    epoch: 'for a `space`: `sessionEpoch` of the voter when it was opened',
    endsAt: 'for a `space`: latest possible end',
    idleMinutes: 'for a `space` on a shared computer: minutes it lasts after each use',
    spaceTokenHash: 'for a `booth`: `tokenHash` of its `space`, whose end also ends the booth',
    identifierHash: 'for a `booth`: hash of the identifier that opened it',
    ttl: 'seconds; a week after `expiresAt`',
  },
  ledger: { clearAttributes: [] },
  retention: 'until the session is closed, or a week after expiry.',
} as const satisfies TableDefinition<SessionItem>

export function toSessionItem(session: Session): SessionItem {
  return { ...toStored(session), ttl: ttlOf(session.expiresAt) }
}

export const fromSessionItem = fromExpiringItem<Session>
