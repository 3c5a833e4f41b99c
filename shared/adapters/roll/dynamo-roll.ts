import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { asElectionInstant } from '../../domain/instants.ts'
import { statesBeforeSending } from '../../domain/reissue/reissue.ts'
import { type EnrolmentRefusal, type Roll, RollSealedError } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../tables/reissues.ts'
import { type SealItem, sealCopies, sealKey } from '../../tables/roll-operations.ts'
import {
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  toVoterItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { bindPhone } from '../account/phone-writes.ts'
import { readItem, scanItems } from '../dynamo-reads.ts'
import {
  checkWrite,
  type Failures,
  importPatience,
  transact,
  updateWrite,
  type Write,
} from '../dynamo-writes.ts'
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
  holdPerson,
  invalidateLinks,
} from './correction-writes.ts'
import { dynamoRollReads, type RollItem } from './dynamo-roll-reads.ts'
import { dynamoRollReturns, renewNotice } from './notice-writes.ts'

const refusals: readonly EnrolmentRefusal[] = ['existing', 'person-taken', 'phone-taken']

interface RollTables extends CorrectionTables {
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

export function dynamoRoll(database: DynamoDBDocumentClient, tables: RollTables): Roll {
  const { voters: table } = tables

  async function enrolMany(voters: Voter[]): ReturnType<Roll['enrolMany']> {
    const writes = voters.flatMap((voter) => {
      const { voterId, personId, knownPhone } = voter
      const put = {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      }
      return [
        [`existing ${voterId}`, { Put: put }],
        [`person-taken ${voterId}`, holdPerson(tables, voterId, personId)],
        ...(knownPhone
          ? [
              [
                `phone-taken ${voterId}`,
                bindPhone(tables.phones, { voterId }, knownPhone, knownPhone.setAt),
              ],
            ]
          : []),
      ]
    })
    const failures = await transact<Record<string, VoterItem | PersonItem | PhoneItem>>(
      database,
      { seal: sealCheck(tables), ...Object.fromEntries(writes) },
      importPatience,
    )
    if (!failures) return new Map()
    throwIfSealed(failures as Failures<{ seal: SealItem }>)
    const refusalByVoter = new Map<string, EnrolmentRefusal>()
    for (const { voterId } of voters) {
      const refusal = refusals.find((name) => `${name} ${voterId}` in failures)
      if (refusal) refusalByVoter.set(voterId, refusal)
    }
    const remaining = voters.filter(({ voterId }) => !refusalByVoter.has(voterId))
    if (remaining.length === 0) return refusalByVoter
    return new Map([...refusalByVoter, ...(await enrolMany(remaining))])
  }

  async function* scan(filter: object): AsyncIterable<Voter> {
    const items = scanItems<RollItem>(database, { TableName: table, ...filter })
    for await (const item of items) if (isVoterItem(item)) yield fromVoterItem(item)
  }

  return {
    ...dynamoRollReads(database, table, importPatience),
    ...dynamoRollReturns(database, table),

    enrolMany,

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

    async renewNotice(voter, renewed) {
      const failures = await transact<{ seal: SealItem; voter: VoterItem }>(database, {
        seal: sealCheck(tables),
        voter: { Update: renewNotice(table, voter, renewed, 'noticeOperationId') },
      })
      if (!failures) return 'renewed'
      throwIfSealed(failures)
      return 'changed-meanwhile'
    },

    withNoticesOf: (operationIds) =>
      scan({
        FilterExpression: `noticeOperationId IN (${operationIds.map((_, index) => `:id${index}`).join(', ')})`,
        values: Object.fromEntries(operationIds.map((id, index) => [`id${index}`, id])),
      }),

    everyone: () => scan({ FilterExpression: 'attribute_not_exists(removedAt)' }),

    withFailedMails: () =>
      scan({
        FilterExpression: 'attribute_exists(mailFailure) AND attribute_not_exists(removedAt)',
      }),
  }
}

function sealCheck({ rollOperations }: Pick<RollTables, 'rollOperations'>): Write {
  const copy = Math.floor(Math.random() * sealCopies)
  return checkWrite(rollOperations, 'operationId', sealKey(copy), {
    ConditionExpression: 'attribute_not_exists(operationId)',
  })
}

function throwIfSealed(failures: Failures<{ seal: SealItem }>): void {
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
