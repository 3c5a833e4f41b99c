import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'
import { electionInstant } from '../../domain/instants.ts'
import { mailDueTime, type OverdueReissues, reminderTime } from '../../domain/reissue/due-times.ts'
import type { Reissue, Reissues } from '../../domain/reissue/reissue.ts'
import { isSameMail, type ReissueMails } from '../../domain/reissue/reissue-notifications.ts'
import { checkTimeFor } from '../../domain/sms/expected-time.ts'
import {
  fromReissueItem,
  type ReissueItem,
  reconcilerShards,
  reissueIndexes,
  shardOf,
} from '../../tables/reissues.ts'
import { queryItems, readItem } from '../dynamo-reads.ts'
import {
  setClause,
  type UpdateInput,
  updateIf,
  withExpressionAttributes,
} from '../dynamo-writes.ts'

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
  const dueIndexes = { sms: reissueIndexes.smsDue, mail: reissueIndexes.mailDue }

  function query({ name, partitionKey, sortKey }: Index, shard: number, before?: ElectionInstant) {
    return {
      TableName: table,
      IndexName: name,
      KeyConditionExpression: `${partitionKey.name} = :shard${before ? ` AND ${sortKey.name} < :now` : ''}`,
      values: { shard, ...(before && { now: before }) },
    }
  }

  async function count(index: Index, before?: ElectionInstant): Promise<number> {
    let total = 0
    for (let shard = 0; shard < reconcilerShards; shard++) {
      const input = withExpressionAttributes({
        ...query(index, shard, before),
        Select: 'COUNT' as const,
      })
      for await (const { Count = 0 } of paginateQuery({ client: database }, input)) total += Count
    }
    return total
  }

  return {
    async delayDueTime(reissueId, kind, dueAt) {
      const name = `${kind}DueAt`
      await updateIf(database, table, 'reissueId', reissueId, {
        // Adds the request to `sms-expected`, which leaves it out during a delay for an unknown phone.
        UpdateExpression: `SET ${name} = :dueAt${kind === 'sms' ? ', unsentShard = :shard' : ''}`,
        ConditionExpression: `${name} < :dueAt`,
        values: { dueAt, ...(kind === 'sms' && { shard: shardOf(reissueId) }) },
      })
    },

    async *list(kind, now) {
      // Alternates between shards, so that the caller's writes to the listed items are spread over the shards.
      let shards = Array.from({ length: reconcilerShards }, (_, shard) =>
        queryItems<OverdueItem>(database, query(dueIndexes[kind], shard, now)),
      )
      while (shards.length > 0) {
        for (const shard of shards) {
          const { done, value } = await shard.next()
          if (done) shards = shards.filter((other) => other !== shard)
          else yield { reissueId: value.reissueId, requestedAt: electionInstant(value.requestedAt) }
        }
      }
    },

    countLateSms: (now) => count(reissueIndexes.smsExpected, now),
    countUnsentSms: () => count(reissueIndexes.smsExpected),
    countWaitingSms: () => count(dueIndexes.sms),
  }
}

export function dynamoReissueMails(database: DynamoDBDocumentClient, table: string): ReissueMails {
  const update = async (reissueId: string, change: UpdateInput) =>
    (await updateIf(database, table, 'reissueId', reissueId, change)).isWritten

  async function markAsMailed(reissue: Reissue, confirmedAt?: ElectionInstant): Promise<void> {
    const reminder = confirmedAt && reminderTime({ ...reissue, confirmedAt })
    const removals = [...(reminder ? [] : ['mailDueAt']), ...(confirmedAt ? ['bouncedAt'] : [])]
    const set = {
      ...(confirmedAt && { confirmedAt: reissue.confirmedAt ?? confirmedAt }),
      ...(reminder && { mailDueAt: reminder }),
    }
    const { reissueId, state, mailDueAt } = reissue
    const { isWritten, item } = await updateIf<ReissueItem>(
      database,
      table,
      'reissueId',
      reissueId,
      {
        UpdateExpression: `${setClause(set)} REMOVE ${removals.join(', ')}`,
        // A hold, bounce or end that makes another mail due changes `mailDueAt`, so this condition fails.
        ConditionExpression: '#state = :state AND mailDueAt = :before',
        values: { ...set, state, before: mailDueAt },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    )
    if (isWritten || !item?.mailDueAt) return
    // The reconciler may have delayed the mail meanwhile, or a sender may have begun to send the SMS.
    const currentReissue = fromReissueItem(item)
    if (isSameMail(currentReissue, reissue)) await markAsMailed(currentReissue, confirmedAt)
  }

  return {
    markAsMailed,

    async recordNotifiedPhase(reissueId, previousPhase, phase) {
      return update(reissueId, {
        UpdateExpression: 'SET toldPhase = :phase',
        ConditionExpression: previousPhase
          ? 'toldPhase = :before'
          : 'attribute_exists(reissueId) AND (attribute_not_exists(toldPhase) OR toldPhase = :before)',
        values: { phase, before: previousPhase },
      })
    },

    async notifyAgain({ reissueId, state }, at) {
      return update(reissueId, {
        UpdateExpression: 'SET mailDueAt = :due',
        ConditionExpression: '#state = :state AND attribute_not_exists(mailDueAt)',
        values: { state, due: mailDueTime(at) },
      })
    },

    async recordBounce({ reissueId, state, expectedAt: before }, { at, expectedAt }) {
      const set = {
        bouncedAt: at,
        mailDueAt: mailDueTime(at),
        // The sender drops a message that must wait too long. After `smsDueAt`, the reconciler queues a new message.
        ...(state === 'accepted' && { expectedAt, smsDueAt: checkTimeFor(expectedAt) }),
      }
      return update(reissueId, {
        UpdateExpression: `${setClause(set)} REMOVE confirmedAt`,
        ConditionExpression: '#state = :state AND expectedAt = :before',
        values: { state, before, ...set },
      })
    },
  }
}
