import type { FileCode } from '../domain/staff/file-code.ts'
import type { ExpiringItem, Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type FileCodeItem = Partial<Stored<FileCode>> & ExpiringItem & { fileKey: string }

export const fileCodesTable = {
  constructId: 'FileCodes',
  description:
    "A code that opens a voter's file to staff, or the reference from a voter to their current code.",
  partitionKey: { name: 'fileKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    fileKey: 'keyed hash of a code, or id of a voter',
    codeHash: 'for a voter: keyed hash of the current code',
    voterId: 'for a code: voter whose file it opens',
    approval: 'for a code that a colleague reads out: the approval request',
    expiresAt: 'for a code: when it expires',
    ttl: 'seconds; when the code expires',
  },
  retention: 'until the code is used, replaced or expired; a reference until expiry.',
} as const satisfies TableDefinition<FileCodeItem>
