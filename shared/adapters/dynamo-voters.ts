import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Voters } from '../domain/ports.ts'
import { fromVoterItem, toVoterItem, type VoterItem } from '../tables/voters.ts'

export function dynamoVoters(database: DynamoDBDocumentClient, table: string): Voters {
  return {
    async find(voterId) {
      const { Item } = await database.send(
        new GetCommand({ TableName: table, Key: { voterId }, ConsistentRead: true }),
      )
      return Item && fromVoterItem(Item as VoterItem)
    },

    async enrol(voter) {
      try {
        await database.send(
          new PutCommand({
            TableName: table,
            Item: toVoterItem(voter),
            ConditionExpression: 'attribute_not_exists(voterId)',
          }),
        )
        return 'enrolled'
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'already-enrolled'
        throw error
      }
    },
  }
}
