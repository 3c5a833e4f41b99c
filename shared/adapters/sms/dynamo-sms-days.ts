import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { ElectionDay } from '../../domain/election-day.ts'
import type { SmsDays } from '../../domain/sms/daily-caps.ts'
import { type CountsItem, countsKey, type SmsDayItem, smsDayTtl } from '../../tables/sms-days.ts'
import { updateIf } from '../dynamo-writes.ts'

/** Each SMS writes its day's item once or twice: DynamoDB allows 1,000 writes a second per item. */
export function dynamoSmsDays(database: DynamoDBDocumentClient, table: string): SmsDays {
  const add = (day: ElectionDay, count: 'smsCount' | 'heldCount', step: 1 | -1) =>
    updateDay<CountsItem>(database, table, day, countsKey(day), {
      add: `${count} :step`,
      values: { step },
    })

  return {
    async count(day, cap) {
      const item = await updateDay<CountsItem>(database, table, day, countsKey(day), {
        add: 'smsCount :one',
        values: { one: 1, cap },
        onlyIf: 'attribute_not_exists(smsCount) OR smsCount < :cap',
      })
      return item !== undefined
    },

    async uncount(day) {
      await add(day, 'smsCount', -1)
    },

    async countAtLeast(day, count) {
      await updateDay<CountsItem>(database, table, day, countsKey(day), {
        set: 'smsCount = :least',
        values: { least: count },
        onlyIf: 'attribute_not_exists(smsCount) OR smsCount < :least',
      })
    },

    async countHeld(day) {
      return (await add(day, 'heldCount', 1))?.heldCount ?? 1
    },

    async uncountHeld(day) {
      await add(day, 'heldCount', -1)
    },

    async find(day) {
      const Key = { day: countsKey(day) }
      const { Item } = await database.send(new GetCommand({ TableName: table, Key }))
      return { smsCount: Item?.smsCount ?? 0, heldCount: Item?.heldCount ?? 0 }
    },
  }
}

/** Returns undefined if the condition failed. */
export async function updateDay<Item extends SmsDayItem>(
  database: DynamoDBDocumentClient,
  table: string,
  day: ElectionDay,
  key: string,
  change: { set?: string; add?: string; values: Record<string, number>; onlyIf?: string },
): Promise<Item | undefined> {
  const { written, item } = await updateIf<Item>(database, table, 'day', key, {
    UpdateExpression: [
      'SET #ttl = :ttl',
      ...(change.set ? [`, ${change.set}`] : []),
      ...(change.add ? [` ADD ${change.add}`] : []),
    ].join(''),
    ConditionExpression: change.onlyIf,
    values: { ttl: smsDayTtl(day), ...change.values },
    ReturnValues: 'ALL_NEW',
  })
  return written ? item : undefined
}
