import type { RollOperation } from '../domain/roll/roll-operation.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type RollOperationItem = Stored<RollOperation>

/** One operation on the roll at a time. */
export interface RollLockItem {
  operationId: typeof rollLockKey
  heldBy: string
  endsAt: string
}

/** No transaction that changes a sealed roll passes. */
export interface SealItem {
  /** `seal/0` and on. */
  operationId: string
  sealedAt: string
}

/**
 * Each transaction that changes the roll checks one copy of the seal, at random. DynamoDB cancels one of two transactions
 * that check the same item at once: of the 16 of an import, one in four must try again.
 */
export const sealCopies = 64

export const sealKey = (copy: number) => `seal/${copy}`

export const rollOperationsTable = {
  constructId: 'RollOperations',
  holds:
    'What the election team did to the roll, and staff for a voter; the lock of the one who is changing the roll; and its seal.',
  partitionKey: { name: 'operationId', type: 'string' },
  indexes: {},
  attributes: {
    operationId: 'random; `lock` of the lock; `seal/0` to `seal/63` of the seal',
    kind: 'import, correct, remove, returned, renew; smoke, of a test voter; wipe, of a rehearsal; of staff grant-sms, free-phone, lift-wait',
    startedAt: 'when it began',
    finishedAt: 'when it was done; absent while it is not, and of one that was cut short',
    reason: 'why, in the words of whoever did it',
    counts: 'what became of how many voters, by outcome',
    noticesFile: 'the file that its notices were written to',
    noticeCount: 'how many notices that file holds',
    rehearsal: 'it was done in a rehearsal; absent of the vote',
    heldBy: 'of the lock: the operation under way',
    endsAt: 'of the lock: until when, unless it is prolonged',
    sealedAt: 'of the seal: since when the roll changes no more',
  },
  ledger: {
    tells: [
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
  stays: 'as long as the table.',
} as const satisfies TableDefinition<RollOperationItem | RollLockItem | SealItem>

export const rollLockKey = 'lock'
