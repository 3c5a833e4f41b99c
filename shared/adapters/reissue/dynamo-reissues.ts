import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import { electionInstant } from '../../domain/instants.ts'
import type { OverdueReissues } from '../../domain/reissue/due-times.ts'
import type { Reissues } from '../../domain/reissue/reissue.ts'
import {
  fromReissueItem,
  type ReissueItem,
  reissueIndexes,
  shardOf,
  sweepShards,
} from '../../tables/reissues.ts'
import { queryItems, readItem } from '../dynamo-reads.ts'
import { updateIf, withExpressionAttributes } from '../dynamo-writes.ts'

export function dynamoReissues(database: DynamoDBDocumentClient, table: string): Reissues {
  return {
    async find(reissueId) {
      const item = await readItem<ReissueItem>(database, table, { reissueId })
      return item && fromReissueItem(item)
    },
  }
}

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
  const indexOf = { sms: reissueIndexes.smsDue, mail: reissueIndexes.mailDue }

  function dueIn({ name, partitionKey, sortKey }: Index, shard: number, before?: ElectionInstant) {
    return {
      TableName: table,
      IndexName: name,
      KeyConditionExpression: `${partitionKey.name} = :shard${before ? ` AND ${sortKey.name} < :now` : ''}`,
      values: { shard, ...(before && { now: before }) },
    }
  }

  async function countExpected(before?: ElectionInstant): Promise<number> {
    let count = 0
    for (let shard = 0; shard < sweepShards; shard++) {
      const query = withExpressionAttributes({
        ...dueIn(reissueIndexes.smsExpected, shard, before),
        Select: 'COUNT' as const,
      })
      for await (const { Count = 0 } of paginateQuery({ client: database }, query)) count += Count
    }
    return count
  }

  return {
    async *overdue(obligation, now) {
      // Alternates between the shards, so that postponing spreads its writes over them.
      let shards = Array.from({ length: sweepShards }, (_, shard) =>
        queryItems<OverdueItem>(database, dueIn(indexOf[obligation], shard, now)),
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
      const { name } = indexOf[obligation].sortKey
      await updateIf(database, table, 'reissueId', reissueId, {
        // An SMS whose delay has ended counts as waiting from here on.
        UpdateExpression: `SET ${name} = :dueAt${obligation === 'sms' ? ', unsentShard = :shard' : ''}`,
        ConditionExpression: `${name} < :dueAt`,
        values: { dueAt, ...(obligation === 'sms' && { shard: shardOf(reissueId) }) },
      })
    },
  }
}
