import type { FileCode } from '../domain/staff/file-code.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'
import type { Expiring } from './time-to-live.ts'

/** A code, or which one a voter has now. */
export type FileCodeItem = Partial<Stored<FileCode>> & Expiring & { fileKey: string }

export const fileCodesTable = {
  constructId: 'FileCodes',
  holds: 'A code by which a voter opens their file to the staff; or, of a voter, which one it is.',
  partitionKey: { name: 'fileKey', type: 'string' },
  timeToLive: 'ttl',
  indexes: {},
  attributes: {
    fileKey: 'keyed hash of a code, or the id of a voter',
    codeHash: "of a voter: their code's keyed hash",
    voterId: 'of a code: whose it is',
    approval: 'of a code that one of the staff reads to another: which request',
    expiresAt: 'of a code: when it opens nothing any more',
    ttl: 'seconds; when the code expires',
  },
  stays: 'until the code is used or replaced, or has expired.',
} as const satisfies TableDefinition<FileCodeItem>
