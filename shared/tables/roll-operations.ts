import type { RollOperation } from '../domain/roll-operation.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type RollOperationItem = Stored<RollOperation>

/** The only one of its kind: one operation on the roll at a time. */
export interface RollLockItem {
  operationId: typeof rollLockKey
  heldBy: string
  endsAt: string
}

export const rollOperationsTable = {
  constructId: 'RollOperations',
  holds:
    'What the election team did to the roll, and staff for a voter; and the lock of the one who is changing the roll.',
  partitionKey: { name: 'operationId', type: 'string' },
  indexes: {},
  attributes: {
    operationId: 'random; `lock` of the lock',
    kind: 'import, correct, remove, returned, renew; of staff grant-sms, free-phone',
    startedAt: 'when it began',
    finishedAt: 'when it was done; absent while it is not, and of one that was cut short',
    reason: 'why, in the words of whoever did it',
    counts: 'what became of how many voters, by outcome',
    noticesFile: 'the file that its notices were written to',
    noticeCount: 'how many notices that file holds',
    heldBy: 'of the lock: the operation under way',
    endsAt: 'of the lock: until when, unless it is prolonged',
  },
  writtenByTeam: ['PutItem', 'UpdateItem', 'DeleteItem'],
  stays: 'as long as the table.',
} as const satisfies TableDefinition<RollOperationItem | RollLockItem>

export const rollLockKey = 'lock'
