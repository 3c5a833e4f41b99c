import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { SmsReceipts } from '../domain/ports.ts'
import { fromReissueItem, type ReissueItem, reissueIndexes } from '../tables/reissues.ts'
import { readItem } from './dynamo-reads.ts'
import {
  giveBackToPhone,
  mailDue,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionReissue,
} from './dynamo-reissue-transitions.ts'
import { updateIf } from './dynamo-writes.ts'

export function dynamoSmsReceipts(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): SmsReceipts {
  return {
    async findReissue(messageId) {
      const { Items } = await database.send(
        new QueryCommand({
          TableName: tables.reissues,
          IndexName: reissueIndexes.smsMessage.name,
          KeyConditionExpression: 'messageId = :messageId',
          ExpressionAttributeValues: { ':messageId': messageId },
          Limit: 1,
        }),
      )
      const reissueId: string | undefined = Items?.[0]?.reissueId
      if (reissueId === undefined) return undefined
      const item = await readItem<ReissueItem>(database, tables.reissues, { reissueId })
      return item && fromReissueItem(item)
    },

    async recordDelivery(reissueId, at) {
      const update = transitionReissue(tables.reissues, reissueId, {
        from: 'sent',
        to: 'delivered',
        at,
      })
      return (await updateIf(database, update)).written ? 'recorded' : 'unchanged'
    },

    async recordFailure(reissue, failure, at, now) {
      const failures = await transactOnPhone<TransitionItems>(
        database,
        tables,
        {
          reissue: {
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: 'sent',
              to: 'failed',
              at,
              set: { failure, mailDueAt: mailDue(now) },
            }),
          },
          voter: {
            Update: {
              TableName: tables.voters,
              Key: { voterId: reissue.voterId },
              UpdateExpression: 'ADD reissueCount :back',
              ConditionExpression: 'attribute_exists(voterId)',
              ExpressionAttributeValues: { ':back': -1 },
            },
          },
          phone: giveBackToPhone(tables, reissue),
        },
        { phoneHash: reissue.phoneHash },
      )
      if (!failures) return 'recorded'
      if (failures.reissue?.item) return 'unchanged'
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}
