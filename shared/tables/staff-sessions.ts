import type { StaffSession } from '../domain/staff/staff-session.ts'
import type { Expiring, Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type StaffSessionItem = Stored<StaffSession> & Expiring

export const staffSessionsTable = {
  constructId: 'StaffSessions',
  description: 'A session of somebody who helps voters or watches the vote.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    tokenHash: "SHA-256 of the cookie's secret",
    email: 'staff member; `election.json` gives the role at each request',
    expiresAt: 'when it ends; use extends it',
    endsAt: 'latest possible end',
    openFile:
      "the voter's file that it has open: which, how and until when, for which approval, what was done",
    ttl: 'seconds; `expiresAt`',
  },
  retention: 'until it is closed or expires.',
} as const satisfies TableDefinition<StaffSessionItem>
