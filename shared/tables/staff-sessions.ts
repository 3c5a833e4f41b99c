import type { StaffSession } from '../domain/staff/staff-session.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import type { Expiring } from './time-to-live.ts'

export type StaffSessionItem = Stored<StaffSession> & Expiring

export const staffSessionsTable = {
  constructId: 'StaffSessions',
  holds: 'A session of somebody who helps voters or watches the vote.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    tokenHash: "SHA-256 of the cookie's secret",
    email: 'whose session it is: what they may do, `election.json` says at each request',
    expiresAt: 'when it ends, unless it is used',
    endsAt: 'beyond, nothing prolongs it',
    ttl: 'seconds; `expiresAt`',
  },
  stays: 'until it is closed, or has expired.',
} as const satisfies TableDefinition<StaffSessionItem>
