import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { SmsReceipts } from '../domain/ports.ts'
import { fromReissueItem, type ReissueItem } from '../tables/reissues.ts'
import {
  giveBackToPhone,
  type TransitionTables,
  transitionReissue,
} from './dynamo-reissue-transitions.ts'
import { transact, updateIf } from './dynamo-writes.ts'

export function dynamoSmsReceipts(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): SmsReceipts {
  return {
    async findReissue(messageId) {
      const { Items } = await database.send(
        new QueryCommand({
          TableName: tables.reissues,
          IndexName: 'sms-message',
          KeyConditionExpression: 'messageId = :messageId',
          ExpressionAttributeValues: { ':messageId': messageId },
          Limit: 1,
        }),
      )
      const reissueId: unknown = Items?.[0]?.reissueId
      if (reissueId === undefined) return undefined
      const { Item } = await database.send(
        new GetCommand({ TableName: tables.reissues, Key: { reissueId }, ConsistentRead: true }),
      )
      return Item && fromReissueItem(Item as ReissueItem)
    },

    async recordDelivery(reissueId, at) {
      const update = transitionReissue(tables.reissues, reissueId, {
        from: 'sent',
        to: 'delivered',
        at,
      })
      return (await updateIf(database, update)) ? 'recorded' : 'unchanged'
    },

    async recordFailure(reissue, failure, at) {
      const failures = await transact(database, [
        {
          Update: transitionReissue(tables.reissues, reissue.reissueId, {
            from: 'sent',
            to: 'failed',
            at,
            set: { failure },
          }),
        },
        {
          Update: {
            TableName: tables.voters,
            Key: { voterId: reissue.voterId },
            UpdateExpression: 'ADD reissueCount :back',
            ConditionExpression: 'attribute_exists(voterId)',
            ExpressionAttributeValues: { ':back': -1 },
          },
        },
        giveBackToPhone(tables, reissue),
      ])
      if (!failures) return 'recorded'
      if (failures[0]?.item) return 'unchanged'
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}
