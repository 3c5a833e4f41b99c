import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { EnrolmentRefusal, Roll } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import { fromPhoneItem, type PhoneItem } from '../../tables/phones.ts'
import type { SealItem } from '../../tables/roll-operations.ts'
import {
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  toVoterItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { readItems, scanItems } from '../dynamo-reads.ts'
import { type Failures, importDeadline, transact } from '../dynamo-writes.ts'
import { personBinding } from './correction-writes.ts'
import { type RollTables, rollChanges, sealCheck, throwIfSealed } from './dynamo-roll-changes.ts'
import { dynamoRollReads, type RollItem } from './dynamo-roll-reads.ts'
import { dynamoRollReturns } from './dynamo-roll-returns.ts'
import { noticeRenewal } from './notice-writes.ts'

const refusals: readonly EnrolmentRefusal[] = ['existing', 'person-taken']

export function dynamoRoll(database: DynamoDBDocumentClient, tables: RollTables): Roll {
  const { voters: table } = tables

  async function enrolMany(voters: Voter[]): ReturnType<Roll['enrolMany']> {
    const writes = voters.flatMap((voter) => {
      const { voterId, personId } = voter
      const putInput = {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      }
      return [
        [`existing ${voterId}`, { Put: putInput }],
        [`person-taken ${voterId}`, personBinding(tables, voterId, personId)],
      ]
    })
    const failures = await transact<Record<string, VoterItem | PersonItem>>(
      database,
      { seal: sealCheck(tables), ...Object.fromEntries(writes) },
      importDeadline,
    )
    if (!failures) return new Map()
    throwIfSealed(failures as Failures<{ seal: SealItem }>)
    const refusalByVoter = new Map<string, EnrolmentRefusal>()
    for (const { voterId } of voters) {
      const refusal = refusals.find((name) => `${name} ${voterId}` in failures)
      if (refusal) refusalByVoter.set(voterId, refusal)
    }
    const remainingVoters = voters.filter(({ voterId }) => !refusalByVoter.has(voterId))
    if (remainingVoters.length === 0) return refusalByVoter
    return new Map([...refusalByVoter, ...(await enrolMany(remainingVoters))])
  }

  async function* scan(filter: object): AsyncIterable<Voter> {
    const items = scanItems<RollItem>(database, { TableName: table, ...filter })
    for await (const item of items) if (isVoterItem(item)) yield fromVoterItem(item)
  }

  return {
    ...rollChanges(database, tables),
    ...dynamoRollReads(database, table, importDeadline),
    ...dynamoRollReturns(database, table),

    enrolMany,

    async findPhones(phoneHashes) {
      const keys = phoneHashes.map((phoneHash) => ({ phoneHash }))
      const items = await readItems<PhoneItem>(database, tables.phones, keys, importDeadline)
      return new Map(items.map((item) => [item.phoneHash, fromPhoneItem(item)]))
    },

    async renewNotice(voter, renewedVoter) {
      const failures = await transact<{ seal: SealItem; voter: VoterItem }>(database, {
        seal: sealCheck(tables),
        voter: { Update: noticeRenewal(table, voter, renewedVoter, 'noticeOperationId') },
      })
      if (!failures) return 'renewed'
      throwIfSealed(failures)
      return 'changed-meanwhile'
    },

    noticeHolders: (operationIds) =>
      scan({
        FilterExpression: `noticeOperationId IN (${operationIds.map((_, index) => `:id${index}`).join(', ')})`,
        values: Object.fromEntries(operationIds.map((id, index) => [`id${index}`, id])),
      }),

    allVoters: () => scan({ FilterExpression: 'attribute_not_exists(removedAt)' }),

    votersWithFailedMails: () =>
      scan({
        FilterExpression: 'attribute_exists(mailFailure) AND attribute_not_exists(removedAt)',
      }),
  }
}
