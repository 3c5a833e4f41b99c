import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type ReissueMails, statesOfSameNews } from '../../domain/reissue/reissue-news.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  return {
    async settle(told) {
      const { reissueId, heldOn } = told
      const states = statesOfSameNews(told).map((state): [string, string] => [`:${state}`, state])
      await updateIf(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'REMOVE mailDueAt',
        ConditionExpression: [
          `#state IN (${states.map(([name]) => name).join(', ')})`,
          heldOn ? 'heldOn = :heldOn' : 'attribute_not_exists(heldOn)',
        ].join(' AND '),
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...Object.fromEntries(states),
          ...(heldOn && { ':heldOn': heldOn }),
        },
      })
    },

    async postpone(reissueId, dueAt) {
      await updateIf(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'SET mailDueAt = :dueAt',
        ConditionExpression: 'mailDueAt < :dueAt',
        ExpressionAttributeValues: { ':dueAt': dueAt.toISOString() },
      })
    },
  }
}
