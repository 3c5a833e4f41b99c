import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Reissues } from '../domain/ports.ts'
import { fromReissueItem, type ReissueItem } from '../tables/reissues.ts'

export function dynamoReissues(database: DynamoDBDocumentClient, table: string): Reissues {
  return {
    async find(reissueId) {
      const { Item } = await database.send(
        new GetCommand({ TableName: table, Key: { reissueId }, ConsistentRead: true }),
      )
      return Item && fromReissueItem(Item as ReissueItem)
    },
  }
}
