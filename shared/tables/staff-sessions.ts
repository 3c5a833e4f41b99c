import type { StaffSession } from '../domain/staff/staff-session.ts'
import type { ExpiringItem, Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type StaffSessionItem = Stored<StaffSession> & ExpiringItem

export const staffSessionsTable = {
  constructId: 'StaffSessions',
  description: 'A session of a staff member.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    tokenHash: 'SHA-256 of the cookie',
    email: 'staff member; `election.json` gives the role at each request',
    expiresAt: 'when it expires; pages in use extend it',
    endsAt: 'latest possible end',
    openFile:
      'voter of the open file, how it was opened, its end, approval request and last action',
    ttl: 'seconds; equal to `expiresAt`',
  },
  retention: 'until the session is closed or expires.',
} as const satisfies TableDefinition<StaffSessionItem>
