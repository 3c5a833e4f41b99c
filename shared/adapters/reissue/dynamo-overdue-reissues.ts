import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import { electionInstant } from '../../domain/instants.ts'
import type { Obligation, OverdueReissues } from '../../domain/reissue/due-times.ts'
import { type ReissueItem, reissueIndexes, sweepShards } from '../../tables/reissues.ts'
import { itemsOf } from '../dynamo-reads.ts'
import { updateIf } from '../dynamo-writes.ts'

const indexOf = {
  sms: reissueIndexes.smsDue,
  mail: reissueIndexes.mailDue,
} as const satisfies Record<Obligation, object>

interface Index {
  name: string
  partitionKey: { name: string }
  sortKey: { name: string }
}

type OverdueItem = Pick<ReissueItem, 'reissueId' | 'requestedAt'>

export function dynamoOverdueReissues(
  database: DynamoDBDocumentClient,
  table: string,
): OverdueReissues {
  function pagesOf(
    { name, partitionKey, sortKey }: Index,
    shard: number,
    before?: ElectionInstant,
    select: { Select?: 'COUNT' } = {},
  ) {
    return paginateQuery(
      { client: database },
      {
        TableName: table,
        IndexName: name,
        KeyConditionExpression: `#shard = :shard${before ? ' AND #instant < :now' : ''}`,
        ExpressionAttributeNames: {
          '#shard': partitionKey.name,
          ...(before && { '#instant': sortKey.name }),
        },
        ExpressionAttributeValues: {
          ':shard': shard,
          ...(before && { ':now': before.toISOString() }),
        },
        ...select,
      },
    )
  }

  async function countExpected(before?: ElectionInstant): Promise<number> {
    let count = 0
    for (let shard = 0; shard < sweepShards; shard++) {
      const pages = pagesOf(reissueIndexes.smsExpected, shard, before, { Select: 'COUNT' })
      for await (const { Count = 0 } of pages) count += Count
    }
    return count
  }

  return {
    async *overdue(obligation, now) {
      // Alternates between the shards, so that postponing spreads its writes over them.
      let shards = Array.from({ length: sweepShards }, (_, shard) =>
        itemsOf<OverdueItem>(pagesOf(indexOf[obligation], shard, now)),
      )
      while (shards.length > 0) {
        for (const shard of shards) {
          const { done, value } = await shard.next()
          if (done) shards = shards.filter((other) => other !== shard)
          else yield { reissueId: value.reissueId, requestedAt: electionInstant(value.requestedAt) }
        }
      }
    },

    countLate: (now) => countExpected(now),
    countUnsent: () => countExpected(),

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
