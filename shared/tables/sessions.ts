import type { Session } from '../domain/account/session.ts'
import { fromExpiring } from './expiring.ts'
import { type Stored, toStored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import { type Expiring, ttlOf } from './time-to-live.ts'

export type SessionItem = Stored<Session> & Expiring

/** Sparse: sessions of the booth have no `endsAt`. */
export const sessionIndexes = {
  ofVoter: {
    name: 'voter-sessions',
    partitionKey: { name: 'voterId', type: 'string' },
    sortKey: { name: 'endsAt', type: 'string' },
    includes: ['kind', 'expiresAt', 'epoch', 'idleMinutes'],
    finds: 'the sessions that a voter has open, for them to end the others',
  },
} as const satisfies TableDefinition<SessionItem>['indexes']

export const sessionsTable = {
  constructId: 'Sessions',
  holds: 'A session of the espace électeur, or one of the espace de vote inside it.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: sessionIndexes,
  attributes: {
    tokenHash: "SHA-256 of the cookie's secret",
    voterId: 'whose session it is',
    kind: '`space` (espace électeur) or `booth` (espace de vote)',
    expiresAt: 'when it ends; of a `space`, unless it is used',
    epoch: "of a `space`: the voter's `sessionEpoch` when it was opened",
    endsAt: 'of a `space`: beyond, nothing prolongs it',
    idleMinutes: 'of a `space` on a shared computer: how long it lasts from each use',
    spaceTokenHash: 'of a `booth`: the session of the espace électeur it ends with',
    identifierHash: 'of a `booth`: the identifier it was opened with',
    ttl: 'seconds; a week after `expiresAt`',
  },
  ledger: { tells: [] },
  stays: 'until it is closed, or has expired a week ago.',
} as const satisfies TableDefinition<SessionItem>

export function toSessionItem(session: Session): SessionItem {
  return { ...toStored(session), ttl: ttlOf(session.expiresAt) }
}

export const fromSessionItem = fromExpiring<Session>
