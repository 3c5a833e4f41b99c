import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { isWithdrawn } from '../../domain/reissue/reissue.ts'
import { type ReissueMails, statesOfSameNews } from '../../domain/reissue/reissue-news.ts'
import { updateIf } from '../dynamo-writes.ts'

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  return {
    async settle(told, confirmedAt) {
      const { reissueId, state, heldOn } = told
      const states = statesOfSameNews(told).map((same): [string, string] => [`:${same}`, same])
      await updateIf(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: [
          ...(confirmedAt ? ['SET confirmedAt = if_not_exists(confirmedAt, :confirmedAt)'] : []),
          'REMOVE mailDueAt',
        ].join(' '),
        ConditionExpression: [
          `#state IN (${states.map(([name]) => name).join(', ')})`,
          ...(state === 'held' ? ['heldOn = :heldOn'] : []),
          // The link of one that was withdrawn may have made it other news.
          ...(isWithdrawn(told) ? ['attribute_not_exists(disownedAt)'] : []),
        ].join(' AND '),
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...Object.fromEntries(states),
          ...(state === 'held' && { ':heldOn': heldOn }),
          ...(confirmedAt && { ':confirmedAt': confirmedAt.toISOString() }),
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
