import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Obligation } from '../domain/due-times.ts'
import type { OverdueReissues } from '../domain/ports.ts'
import { type ReissueItem, reissueIndexes, sweepShards } from '../tables/reissues.ts'
import { updateIf } from './dynamo-writes.ts'

const indexOf = {
  sms: reissueIndexes.smsDue,
  mail: reissueIndexes.mailDue,
} as const satisfies Record<Obligation, object>

type OverdueItem = Pick<ReissueItem, 'reissueId' | 'requestedAt'>

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
              IndexName: indexOf[obligation].name,
              KeyConditionExpression: 'sweepShard = :shard AND #due < :now',
              ExpressionAttributeNames: { '#due': indexOf[obligation].sortKey.name },
              ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
              ExclusiveStartKey: position,
            }),
          )
          for (const { reissueId, requestedAt } of (page.Items ?? []) as OverdueItem[]) {
            yield { reissueId, requestedAt: new Date(requestedAt) }
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
        ExpressionAttributeNames: { '#due': indexOf[obligation].sortKey.name },
        ExpressionAttributeValues: { ':dueAt': dueAt.toISOString() },
      })
    },
  }
}
