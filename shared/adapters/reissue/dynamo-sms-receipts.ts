import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mailDueTime } from '../../domain/reissue/due-times.ts'
import type { Reissue } from '../../domain/reissue/reissue.ts'
import type { SmsReceipts } from '../../domain/reissue/sendings.ts'
import { fromReissueItem, type ReissueItem, reissueIndexes } from '../../tables/reissues.ts'
import { queryItems, readItem } from '../dynamo-reads.ts'
import { updateIf, updateWrite, type Write } from '../dynamo-writes.ts'
import {
  phoneRefund,
  reissueTransition,
  swapUndo,
  type TransitionItems,
  type TransitionTables,
  transactOnPhone,
  transitionUpdate,
} from './reissue-transition-writes.ts'

export function dynamoSmsReceipts(
  database: DynamoDBDocumentClient,
  tables: TransitionTables,
): SmsReceipts {
  return {
    async findReissue(messageId) {
      const items = queryItems<Pick<ReissueItem, 'reissueId'>>(database, {
        TableName: tables.reissues,
        IndexName: reissueIndexes.smsMessage.name,
        KeyConditionExpression: 'messageId = :messageId',
        values: { messageId },
      })
      const [key] = await Array.fromAsync(items, ({ reissueId }) => ({ reissueId }))
      const item = key && (await readItem<ReissueItem>(database, tables.reissues, key))
      return item && fromReissueItem(item)
    },

    async recordDelivery(reissueId, at) {
      const { reissues } = tables
      const update = transitionUpdate({ from: ['sent'], to: 'delivered', at })
      const { isWritten } = await updateIf(database, reissues, 'reissueId', reissueId, update)
      return isWritten ? 'recorded' : 'unchanged'
    },

    async recordFailure(reissue, { failure, isUnsent, at, now }) {
      const writeFailure = (restores: boolean) =>
        transactOnPhone<TransitionItems>(database, {
          reissue: reissueTransition(tables, reissue, {
            from: ['sent'],
            to: 'failed',
            at,
            set: { failure, mailDueAt: mailDueTime(now), ...(restores && { restored: true }) },
            ...(restores && { condition: 'attribute_not_exists(usedAt)' }),
          }),
          voter: restores ? swapUndo(tables, reissue) : reissueRefund(tables, reissue),
          phone: phoneRefund(tables, reissue),
        })
      let failures = await writeFailure(isUnsent)
      // If the former identifier can no longer be restored, only the failure is recorded.
      if (isUnsent && failures) failures = await writeFailure(false)
      if (!failures) return 'recorded'
      if (failures.reissue?.item) return 'unchanged'
      throw new Error(`Reissue ${reissue.reissueId}, its voter and its phone contradict each other`)
    },
  }
}

function reissueRefund({ voters }: TransitionTables, { voterId }: Reissue): Write {
  return updateWrite(voters, 'voterId', voterId, {
    UpdateExpression: 'ADD reissueCount :minusOne',
    ConditionExpression: 'attribute_exists(voterId)',
    values: { minusOne: -1 },
  })
}
