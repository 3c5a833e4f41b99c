import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { asElectionInstant } from '../../domain/instants.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import type { Roll } from '../../domain/roll/roll.ts'
import { RollSealedError } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { type SealItem, sealCopies, sealKey } from '../../tables/roll-operations.ts'
import type { PersonItem, VoterItem } from '../../tables/voters.ts'
import { bindPhone } from '../account/phone-writes.ts'
import { readItem } from '../dynamo-reads.ts'
import { checkWrite, type Failures, transact, updateWrite, type Write } from '../dynamo-writes.ts'
import {
  refundPhone,
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
  invalidateLinks,
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
      const { knownPhone } = changes
      const failures = await transact<CorrectionItems & { seal: SealItem; phone: PhoneItem }>(
        database,
        {
          seal: sealCheck(tables),
          ...correctionWrites(tables, voter, changes, at),
          ...(knownPhone && {
            phone: bindPhone(tables.phones, voter, knownPhone, knownPhone.setAt),
          }),
        } as Record<keyof CorrectionItems | 'seal' | 'phone', Write>,
      )
      if (failures) throwIfSealed(failures)
      if (failures?.phone && !failures.voter) return 'phone-taken'
      return correctionOutcome(failures)
    },

    async remove(voter, at) {
      const { pendingReissueId } = voter
      const reissue =
        pendingReissueId &&
        (await readItem<ReissueItem>(database, tables.reissues, { reissueId: pendingReissueId }))
      const writes = {
        seal: sealCheck(tables),
        voter: removalUpdate(tables, voter, at),
        link: invalidateLinks(tables, voter, at),
        person: freePerson(tables, voter, voter.personId),
        ...(reissue && {
          // The mail about the removal mentions it, so no other is due.
          reissue: transitionReissue(tables, reissue, {
            from: statesBeforeSending,
            unless: 'takenOver',
            to: 'cancelled',
            at: asElectionInstant(at),
            remove: [...sendingAttributes, 'mailDueAt'],
          }),
          phone: refundPhone(tables, fromReissueItem(reissue), { unsent: true }),
        }),
      } as Record<keyof RemovalItems, Write>
      const failures = reissue
        ? await transactOnPhone<RemovalItems>(database, tables, writes, reissue.phoneHash)
        : await transact<RemovalItems>(database, writes)
      if (!failures) return 'removed'
      throwIfSealed(failures)
      return failures.reissue ? 'sms-leaving' : 'changed-meanwhile'
    },
  }
}

export function sealCheck({ rollOperations }: Pick<RollTables, 'rollOperations'>): Write {
  const copy = Math.floor(Math.random() * sealCopies)
  return checkWrite(rollOperations, 'operationId', sealKey(copy), {
    ConditionExpression: 'attribute_not_exists(operationId)',
  })
}

export function throwIfSealed(failures: Failures<{ seal: SealItem }>): void {
  if (failures.seal) throw new RollSealedError('The roll is sealed')
}

function removalUpdate({ voters }: RollTables, voter: Voter, at: Date): Write {
  const { voterId, pendingReissueId, sessionEpoch } = voter
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET removedAt = :at REMOVE pendingReissueId',
      `ADD sessionEpoch :one${pendingReissueId ? ', reissueCount :back, smsCount :back' : ''}`,
    ].join(' '),
    ConditionExpression: [
      'attribute_not_exists(removedAt) AND sessionEpoch = :epoch',
      pendingReissueId ? 'pendingReissueId = :pending' : 'attribute_not_exists(pendingReissueId)',
    ].join(' AND '),
    values: {
      at,
      one: 1,
      epoch: sessionEpoch,
      ...(pendingReissueId && { pending: pendingReissueId, back: -1 }),
    },
  })
}
