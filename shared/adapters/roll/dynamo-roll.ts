import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Roll } from '../../domain/roll/roll.ts'
import type { Voter } from '../../domain/voter/voter.ts'
import type { SealItem } from '../../tables/roll-operations.ts'
import {
  fromVoterItem,
  isVoterItem,
  type PersonItem,
  toVoterItem,
  type VoterItem,
} from '../../tables/voters.ts'
import { scanItems } from '../dynamo-reads.ts'
import { type Failures, ofImports, transact } from '../dynamo-writes.ts'
import { holdPerson } from './correction-writes.ts'
import { checkSeal, type RollTables, rollChanges, unsealed } from './dynamo-roll-changes.ts'
import { dynamoRollReads, type RollItem } from './dynamo-roll-reads.ts'
import { dynamoRollReturns } from './dynamo-roll-returns.ts'
import { renewNotice } from './notice-writes.ts'

export function dynamoRoll(database: DynamoDBDocumentClient, tables: RollTables): Roll {
  const { voters: table } = tables

  async function enrolMany(voters: Voter[]): ReturnType<Roll['enrolMany']> {
    const writes = voters.flatMap((voter) => {
      const { voterId, personId } = voter
      const put = {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      }
      return [
        [`voter ${voterId}`, { Put: put }],
        [`person ${voterId}`, holdPerson(tables, voterId, personId)],
      ]
    })
    const failures = await transact<Record<string, VoterItem | PersonItem>>(
      database,
      { seal: unsealed(tables), ...Object.fromEntries(writes) },
      ofImports,
    )
    if (!failures) return { standing: [], personTaken: [] }
    checkSeal(failures as Failures<{ seal: SealItem }>)
    const ids = voters.map(({ voterId }) => voterId)
    const standing = ids.filter((id) => `voter ${id}` in failures)
    const personTaken = ids.filter((id) => `person ${id}` in failures && !standing.includes(id))
    const left = [...standing, ...personTaken]
    const others = voters.filter(({ voterId }) => !left.includes(voterId))
    if (others.length === 0) return { standing, personTaken }
    const later = await enrolMany(others)
    return {
      standing: [...standing, ...later.standing],
      personTaken: [...personTaken, ...later.personTaken],
    }
  }

  async function* scan(filter: object): AsyncIterable<Voter> {
    const items = scanItems<RollItem>(database, { TableName: table, ...filter })
    for await (const item of items) if (isVoterItem(item)) yield fromVoterItem(item)
  }

  return {
    ...rollChanges(database, tables),
    ...dynamoRollReads(database, table, ofImports),
    ...dynamoRollReturns(database, table),

    enrolMany,

    async renewNotice(voter, renewed) {
      const failures = await transact<{ seal: SealItem; voter: VoterItem }>(database, {
        seal: unsealed(tables),
        voter: { Update: renewNotice(table, voter, renewed, 'noticeOperationId') },
      })
      if (!failures) return 'renewed'
      checkSeal(failures)
      return 'changed-meanwhile'
    },

    withNoticesOf: (operationIds) =>
      scan({
        FilterExpression: `noticeOperationId IN (${operationIds.map((_, index) => `:id${index}`).join(', ')})`,
        ExpressionAttributeValues: Object.fromEntries(
          operationIds.map((id, index) => [`:id${index}`, id]),
        ),
      }),

    everyone: () => scan({ FilterExpression: 'attribute_not_exists(removedAt)' }),

    withFailedMails: () =>
      scan({
        FilterExpression: 'attribute_exists(mailFailure) AND attribute_not_exists(removedAt)',
      }),
  }
}
