import type { RollOperation } from '../domain/roll/roll-operation.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type RollOperationItem = Stored<RollOperation>

export interface RollLockItem {
  operationId: typeof rollLockKey
  heldBy: string
  endsAt: string
}

export interface SealItem {
  operationId: string
  sealedAt: string
}

/** A change that the seal would refuse checks one copy at random, since concurrent transactions on a single item can conflict. */
export const sealCopyCount = 64

export const sealCopyKey = (copy: number) => `seal/${copy}`

export const rollOperationsTable = {
  constructId: 'RollOperations',
  description:
    'An operation on the roll, the lock of the operation that is running, or the seal of the roll.',
  partitionKey: { name: 'operationId', type: 'string' },
  indexes: {},
  attributes: {
    operationId: 'random, `lock`, or `seal/0` to `seal/63`',
    kind: 'import, correct, remove, returned, renew, smoke (a test voter) or wipe',
    startedAt: 'when it started',
    finishedAt: 'when it ended, or when a later run finished it; absent until then',
    reason: "reason in the person's words",
    counts: 'numbers of voters by outcome',
    noticesFile: 'file of the notices that it wrote',
    noticeCount: 'number of notices in that file',
    rehearsal: 'true in a rehearsal; absent for the vote',
    heldBy: 'for the lock: id of the operation that is running',
    endsAt: 'for the lock: when it expires unless renewed',
    sealedAt: 'for the seal: when the roll was sealed',
  },
  ledger: {
    clearAttributes: [
      'kind',
      'startedAt',
      'finishedAt',
      'reason',
      'counts',
      'noticeCount',
      'rehearsal',
      'sealedAt',
    ],
  },
  retention: 'as long as the table; the lock until the operation ends.',
} as const satisfies TableDefinition<RollOperationItem | RollLockItem | SealItem>

export const rollLockKey = 'lock'
