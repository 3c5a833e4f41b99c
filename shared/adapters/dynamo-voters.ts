import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Voters } from '../domain/ports.ts'
import { fromVoterItem, toVoterItem, type VoterItem } from '../tables/voters.ts'
import { readItem } from './dynamo-reads.ts'
import { putIf } from './dynamo-writes.ts'

export function dynamoVoters(database: DynamoDBDocumentClient, table: string): Voters {
  return {
    async find(voterId) {
      const item = await readItem<VoterItem>(database, table, { voterId })
      return item && fromVoterItem(item)
    },

    async enrol(voter) {
      const { written } = await putIf(database, {
        TableName: table,
        Item: toVoterItem(voter),
        ConditionExpression: 'attribute_not_exists(voterId)',
      })
      return written ? 'enrolled' : 'already-enrolled'
    },
  }
}
