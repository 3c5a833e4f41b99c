import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import type { Obligation, OverdueReissues } from '../../domain/reissue/due-times.ts'
import { type ReissueItem, reissueIndexes, sweepShards } from '../../tables/reissues.ts'
import { itemsOf } from '../dynamo-reads.ts'
import { updateIf } from '../dynamo-writes.ts'

const indexOf = {
  sms: reissueIndexes.smsDue,
  mail: reissueIndexes.mailDue,
} as const satisfies Record<Obligation, object>

type OverdueItem = Pick<ReissueItem, 'reissueId' | 'requestedAt'>

export function dynamoOverdueReissues(
  database: DynamoDBDocumentClient,
  table: string,
): OverdueReissues {
  function past(
    index: { name: string; partitionKey: { name: string }; sortKey: { name: string } },
    shard: number,
    now: Date,
  ): AsyncGenerator<OverdueItem> {
    const pages = paginateQuery(
      { client: database },
      {
        TableName: table,
        IndexName: index.name,
        KeyConditionExpression: '#shard = :shard AND #instant < :now',
        ExpressionAttributeNames: {
          '#shard': index.partitionKey.name,
          '#instant': index.sortKey.name,
        },
        ExpressionAttributeValues: { ':shard': shard, ':now': now.toISOString() },
      },
    )
    return itemsOf(pages)
  }

  return {
    async *overdue(obligation, now) {
      // One of each shard in turn: who postpones them writes to all shards alike.
      let shards = Array.from({ length: sweepShards }, (_, shard) =>
        past(indexOf[obligation], shard, now),
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
      let count = 0
      for (let shard = 0; shard < sweepShards; shard++) {
        for await (const _ of past(reissueIndexes.smsExpected, shard, now)) count++
      }
      return count
    },

    async countUnsent() {
      const { name, partitionKey } = reissueIndexes.smsExpected
      let count = 0
      for (let shard = 0; shard < sweepShards; shard++) {
        const pages = paginateQuery(
          { client: database },
          {
            TableName: table,
            IndexName: name,
            Select: 'COUNT',
            KeyConditionExpression: '#shard = :shard',
            ExpressionAttributeNames: { '#shard': partitionKey.name },
            ExpressionAttributeValues: { ':shard': shard },
          },
        )
        for await (const { Count = 0 } of pages) count += Count
      }
      return count
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
