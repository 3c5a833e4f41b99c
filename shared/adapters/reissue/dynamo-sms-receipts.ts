import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Reissue } from '../../domain/reissue/reissue.ts'
import type { SmsReceipts } from '../../domain/reissue/sms-receipts.ts'
import { fromReissueItem, type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateIf, updateWrite, type Write } from '../dynamo-writes.ts'
import { swapBack } from './identifier-swap-writes.ts'
import {
  mailDue,
  refundPhone,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionReissue,
} from './reissue-transition-writes.ts'

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
        from: ['sent'],
        to: 'delivered',
        at,
      })
      return (await updateIf(database, update)).written ? 'recorded' : 'unchanged'
    },

    async recordFailure(reissue, { failure, neverLeft, at, now }) {
      const fail = (restores: boolean) =>
        transactOnPhone<TransitionItems>(database, tables, {
          reissue: {
            Update: transitionReissue(tables.reissues, reissue.reissueId, {
              from: ['sent'],
              to: 'failed',
              at,
              set: { failure, mailDueAt: mailDue(now), ...(restores && { restored: true }) },
              ...(restores && { unless: 'usedAt' }),
            }),
          },
          voter: restores ? swapBack(tables, reissue) : refundReissue(tables, reissue),
          phone: refundPhone(tables, reissue),
        })
      let failures = await fail(neverLeft)
      // Another identifier has replaced it, or the voter has just used it.
      if (neverLeft && failures) failures = await fail(false)
      if (!failures) return 'recorded'
      if (failures.reissue?.item) return 'unchanged'
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}

function refundReissue({ voters }: TransitionTables, { voterId }: Reissue): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: 'ADD reissueCount :back',
    ConditionExpression: 'attribute_exists(voterId)',
    ExpressionAttributeValues: { ':back': -1 },
  })
}
