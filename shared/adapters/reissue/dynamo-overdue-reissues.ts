import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Obligation, OverdueReissues } from '../../domain/reissue/due-times.ts'
import { unknownTerritory } from '../../domain/sms/handover-times.ts'
import { type ReissueItem, reissueIndexes, sweepShards } from '../../tables/reissues.ts'
import { updateIf } from '../dynamo-writes.ts'

const indexOf = {
  sms: reissueIndexes.smsDue,
  mail: reissueIndexes.mailDue,
} as const satisfies Record<Obligation, object>

type OverdueItem = Pick<ReissueItem, 'reissueId' | 'requestedAt'>
type LateItem = Pick<ReissueItem, 'territory'>

export function dynamoOverdueReissues(
  database: DynamoDBDocumentClient,
  table: string,
): OverdueReissues {
  async function* past<Item>(
    index: { name: string; partitionKey: { name: string }; sortKey: { name: string } },
    shard: number,
    now: Date,
  ): AsyncIterable<Item> {
    let position: Record<string, unknown> | undefined
    do {
      const page = await database.send(
        new QueryCommand({
          TableName: table,
          IndexName: index.name,
          KeyConditionExpression: '#shard = :shard AND #instant < :now',
          ExpressionAttributeNames: {
            '#shard': index.partitionKey.name,
            '#instant': index.sortKey.name,
          },
          ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
          ExclusiveStartKey: position,
        }),
      )
      yield* (page.Items ?? []) as Item[]
      position = page.LastEvaluatedKey
    } while (position)
  }

  return {
    async *overdue(obligation, now) {
      // One of each shard in turn: who postpones them writes to all shards alike.
      let shards = Array.from({ length: sweepShards }, (_, shard) =>
        past<OverdueItem>(indexOf[obligation], shard, now)[Symbol.asyncIterator](),
      )
      while (shards.length > 0) {
        for (const shard of shards) {
          const { done, value } = await shard.next()
          if (done) shards = shards.filter((other) => other !== shard)
          else yield { reissueId: value.reissueId, requestedAt: new Date(value.requestedAt) }
        }
      }
    },

    async countLate(now) {
      const counts = new Map<string, number>()
      for (let shard = 0; shard < sweepShards; shard++) {
        for await (const item of past<LateItem>(reissueIndexes.smsExpected, shard, now)) {
          const { territory = unknownTerritory } = item
          counts.set(territory, (counts.get(territory) ?? 0) + 1)
        }
      }
      return [...counts].map(([territory, count]) => ({ territory, count }))
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
