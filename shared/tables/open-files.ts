import type { OpenFile } from '../domain/staff/open-file.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import type { Expiring } from './time-to-live.ts'

export type OpenFileItem = Stored<OpenFile> & Expiring

export const openFilesTable = {
  constructId: 'OpenFiles',
  description: "The voter's file that a staff session has open.",
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    tokenHash: '`tokenHash` of the staff session',
    voterId: 'voter whose file it is',
    opening: 'how it was opened: a kind of intervention',
    approval: 'request to approve, if a colleague read out its code',
    done: 'last action by one person, and the latest reissue then',
    expiresAt: 'when it closes automatically',
    ttl: 'seconds; `expiresAt`',
  },
  retention: 'until it is closed or expires.',
} as const satisfies TableDefinition<OpenFileItem>
