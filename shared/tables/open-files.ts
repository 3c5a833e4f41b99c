import type { OpenFile } from '../domain/staff/open-file.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import type { Expiring } from './time-to-live.ts'

export type OpenFileItem = Stored<OpenFile> & Expiring

export const openFilesTable = {
  constructId: 'OpenFiles',
  holds: 'The file that a session of the staff has open.',
  partitionKey: { name: 'tokenHash', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    tokenHash: 'of the session',
    voterId: 'whose file it is',
    opening: 'how: as the ledger names it',
    approval: 'which request of a colleague, if it was opened with their code',
    done: 'the last thing done in it alone, and to which request',
    expiresAt: 'when it closes by itself',
    ttl: 'seconds; `expiresAt`',
  },
  stays: 'until it is closed, or closes by itself.',
} as const satisfies TableDefinition<OpenFileItem>
