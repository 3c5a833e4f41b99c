import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Obligation } from '../domain/due-times.ts'
import type { OverdueReissues } from '../domain/ports.ts'
import { sweepShards } from '../tables/reissues.ts'
import { updateIf } from './dynamo-writes.ts'

const dueAttribute: Record<Obligation, string> = {
  sms: 'smsDueAt',
  mail: 'mailDueAt',
}
const dueIndex: Record<Obligation, string> = { sms: 'sms-due', mail: 'mail-due' }

export function dynamoOverdueReissues(
  database: DynamoDBDocumentClient,
  table: string,
): OverdueReissues {
  return {
    async *overdue(obligation, now) {
      for (let shard = 0; shard < sweepShards; shard++) {
        let position: Record<string, unknown> | undefined
        do {
          const page = await database.send(
            new QueryCommand({
              TableName: table,
              IndexName: dueIndex[obligation],
              KeyConditionExpression: 'sweepShard = :shard AND #due < :now',
              ExpressionAttributeNames: { '#due': dueAttribute[obligation] },
              ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
              ExclusiveStartKey: position,
            }),
          )
          for (const item of page.Items ?? []) {
            yield {
              reissueId: item.reissueId as string,
              requestedAt: new Date(item.requestedAt as string),
            }
          }
          position = page.LastEvaluatedKey
        } while (position)
      }
    },

    async postpone(reissueId, obligation, dueAt) {
      await updateIf(database, {
        TableName: table,
        Key: { reissueId },
        UpdateExpression: 'SET #due = :dueAt',
        ConditionExpression: '#due < :dueAt',
        ExpressionAttributeNames: { '#due': dueAttribute[obligation] },
        ExpressionAttributeValues: { ':dueAt': dueAt.toISOString() },
      })
    },
  }
}
