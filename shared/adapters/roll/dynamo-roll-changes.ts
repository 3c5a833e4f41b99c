import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { unsuspended } from '../../domain/instants.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import type { Roll } from '../../domain/roll/roll.ts'
import { RollSealedError } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { type SealItem, sealCopies, sealKey } from '../../tables/roll-operations.ts'
import type { PersonItem, VoterItem } from '../../tables/voters.ts'
import { readItem } from '../dynamo-reads.ts'
import { checking, type Failures, transact, updating, type Write } from '../dynamo-writes.ts'
import {
  giveBackToPhone,
  sendingAttributes,
  transactOnPhone,
  transitionReissue,
} from '../reissue/reissue-transition-writes.ts'
import {
  type CorrectionItems,
  type CorrectionTables,
  correctionOutcome,
  correctionWrites,
  freePerson,
  noLinks,
} from './correction-writes.ts'

export interface RollTables extends CorrectionTables {
  rollOperations: string
  phones: string
  reissues: string
}

interface RemovalItems {
  seal: SealItem
  voter: VoterItem
  person: PersonItem
  link: never
  reissue: ReissueItem
  phone: PhoneItem
}

export function rollChanges(
  database: DynamoDBDocumentClient,
  tables: RollTables,
): Pick<Roll, 'correct' | 'remove'> {
  return {
    async correct(voter, changes, at) {
      const failures = await transact<CorrectionItems & { seal: SealItem }>(database, {
        seal: unsealed(tables),
        ...correctionWrites(tables, voter, changes, at),
      })
      if (failures) checkSeal(failures)
      return correctionOutcome(failures)
    },

    async remove(voter, at) {
      const { pendingReissueId } = voter
      const reissue =
        pendingReissueId &&
        (await readItem<ReissueItem>(database, tables.reissues, { reissueId: pendingReissueId }))
      const writes = {
        seal: unsealed(tables),
        voter: removal(tables, voter, at),
        link: noLinks(tables, voter, at),
        person: freePerson(tables, voter, voter.personId),
        ...(reissue && {
          reissue: {
            // The mail about the removal mentions it, so no other is due.
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: statesBeforeSending,
              unless: 'takenOver',
              to: 'cancelled',
              at: unsuspended(at),
              remove: [...sendingAttributes, 'mailDueAt'],
            }),
          },
          phone: giveBackToPhone(tables, fromReissueItem(reissue), { unsent: true }),
        }),
      } as Record<keyof RemovalItems, Write>
      const failures = reissue
        ? await transactOnPhone<RemovalItems>(database, tables, writes, reissue.phoneHash)
        : await transact<RemovalItems>(database, writes)
      if (!failures) return 'removed'
      checkSeal(failures)
      return failures.reissue ? 'sms-leaving' : 'changed-meanwhile'
    },
  }
}

export function unsealed({ rollOperations }: Pick<RollTables, 'rollOperations'>): Write {
  const copy = Math.floor(Math.random() * sealCopies)
  return checking(rollOperations, 'operationId', sealKey(copy), {
    ConditionExpression: 'attribute_not_exists(operationId)',
  })
}

export function checkSeal(failures: Failures<{ seal: SealItem }>): void {
  if (failures.seal) throw new RollSealedError('The roll is sealed')
}

function removal({ voters }: RollTables, voter: Voter, at: Date): Write {
  const { voterId, pendingReissueId, sessionEpoch } = voter
  return updating(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET removedAt = :at REMOVE pendingReissueId',
      `ADD sessionEpoch :one${pendingReissueId ? ', reissueCount :back, smsCount :back' : ''}`,
    ].join(' '),
    ConditionExpression: [
      'attribute_not_exists(removedAt) AND sessionEpoch = :epoch',
      pendingReissueId ? 'pendingReissueId = :pending' : 'attribute_not_exists(pendingReissueId)',
    ].join(' AND '),
    ExpressionAttributeValues: {
      ':at': at.toISOString(),
      ':one': 1,
      ':epoch': sessionEpoch,
      ...(pendingReissueId && { ':pending': pendingReissueId, ':back': -1 }),
    },
  })
}
