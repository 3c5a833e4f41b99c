import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { boundPhoneHashes } from '../../domain/account/phone-registration.ts'
import { asElectionInstant } from '../../domain/instants.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import type { Roll } from '../../domain/roll/roll.ts'
import { RollSealedError } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { type SealItem, sealCopyCount, sealCopyKey } from '../../tables/roll-operations.ts'
import type { PersonItem, VoterItem } from '../../tables/voters.ts'
import {
  type PhoneChangeItems,
  phoneChangeOutcome,
  phoneChangeWrites,
  unchangedCondition,
} from '../account/phone-writes.ts'
import { readItem, readItems } from '../dynamo-reads.ts'
import {
  checkWrite,
  type Failures,
  importDeadline,
  transact,
  updateWrite,
  type Write,
} from '../dynamo-writes.ts'
import {
  phoneRefund,
  reissueTransition,
  sendingAttributes,
  smsCountRefund,
  transactOnPhone,
} from '../reissue/reissue-transition-writes.ts'
import {
  type CorrectionItems,
  type CorrectionTables,
  correctionOutcome,
  correctionWrites,
  linkInvalidation,
  personRelease,
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
): Pick<Roll, 'correct' | 'setPhone' | 'remove'> {
  return {
    async correct(voter, changes, at) {
      const failures = await transact<CorrectionItems & { seal: SealItem }>(database, {
        seal: sealCheck(tables),
        ...correctionWrites(tables, voter, changes, at),
      })
      if (failures) throwIfSealed(failures)
      return correctionOutcome(failures)
    },

    async setPhone(voter, knownPhone) {
      const writes = {
        seal: sealCheck(tables),
        ...phoneChangeWrites(tables, voter, { knownPhone }, knownPhone.setAt),
      }
      type Items = PhoneChangeItems & { seal: SealItem }
      const failures = await transact<Items>(database, writes, importDeadline)
      if (failures) throwIfSealed(failures)
      return phoneChangeOutcome(failures)
    },

    async remove(voter, at) {
      const { pendingReissueId } = voter
      const reissue = pendingReissueId
        ? await readItem<ReissueItem>(database, tables.reissues, { reissueId: pendingReissueId })
        : undefined
      const phoneKeys = boundPhoneHashes(voter).map((phoneHash) => ({ phoneHash }))
      // A voter restored from copies may still name a phone that staff freed.
      const boundHashes = (await readItems<PhoneItem>(database, tables.phones, phoneKeys)).flatMap(
        ({ phoneHash, knownTo }) => (knownTo === voter.voterId ? [phoneHash] : []),
      )
      const writes = {
        seal: sealCheck(tables),
        voter: removalUpdate(tables, voter, at),
        link: linkInvalidation(tables, voter, at),
        person: personRelease(tables, voter, voter.personId),
        ...Object.fromEntries(
          boundHashes
            .filter((phoneHash) => phoneHash !== reissue?.phoneHash)
            .map((phoneHash) => [phoneHash, phoneRelease(tables, voter, phoneHash)]),
        ),
        ...(reissue && {
          // The e-mail about the removal mentions the cancelled request, which needs no e-mail of its own.
          reissue: reissueTransition(tables, reissue, {
            from: statesBeforeSending,
            to: 'cancelled',
            at: asElectionInstant(at),
            remove: [...sendingAttributes, 'mailDueAt'],
          }),
          phone: phoneRefund(tables, fromReissueItem(reissue), { refundsSms: true, unbinds: true }),
        }),
      } as Record<keyof RemovalItems, Write>
      const ownerId = boundHashes.includes(reissue?.phoneHash ?? '') ? voter.voterId : undefined
      const smsRefund = reissue && smsCountRefund(tables, reissue.phoneHash, ownerId)
      const failures = await transactOnPhone<RemovalItems>(database, writes, smsRefund)
      if (!failures) return 'removed'
      throwIfSealed(failures)
      return failures.reissue ? 'sms-leaving' : 'changed-meanwhile'
    },
  }
}

export function sealCheck({ rollOperations }: Pick<RollTables, 'rollOperations'>): Write {
  const copyNumber = Math.floor(Math.random() * sealCopyCount)
  return checkWrite(rollOperations, 'operationId', sealCopyKey(copyNumber), {
    ConditionExpression: 'attribute_not_exists(operationId)',
  })
}

export function throwIfSealed(failures: Failures<{ seal: SealItem }>): void {
  if (failures.seal) throw new RollSealedError('The roll is sealed')
}

const phoneRelease = ({ phones }: RollTables, { voterId }: Voter, phoneHash: string): Write =>
  updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression: 'REMOVE knownTo',
    ConditionExpression: 'knownTo = :voterId',
    values: { voterId },
  })

function removalUpdate({ voters }: RollTables, voter: Voter, at: Date): Write {
  const { voterId, pendingReissueId } = voter
  const voterCondition = unchangedCondition(voter)
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: [
      'SET removedAt = :at REMOVE pendingReissueId, knownPhone, formerPhone, phoneProof',
      `ADD sessionEpoch :one${pendingReissueId ? ', reissueCount :minusOne, smsCount :minusOne' : ''}`,
    ].join(' '),
    ConditionExpression: [
      'attribute_not_exists(removedAt)',
      voterCondition.ConditionExpression,
      pendingReissueId ? 'pendingReissueId = :pending' : 'attribute_not_exists(pendingReissueId)',
    ].join(' AND '),
    values: {
      at,
      one: 1,
      ...voterCondition.values,
      ...(pendingReissueId && { pending: pendingReissueId, minusOne: -1 }),
    },
  })
}
