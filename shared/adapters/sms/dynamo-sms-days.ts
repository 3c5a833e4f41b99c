import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { ElectionDay } from '../../domain/election-day.ts'
import { electionInstant } from '../../domain/instants.ts'
import type { SmsSlots } from '../../domain/sms/expected-time.ts'
import {
  bucketOf,
  type HandoverDays,
  type TerritoryHandovers,
} from '../../domain/sms/handover-times.ts'
import { closedBreaker, type SmsBreakers } from '../../domain/sms/sms-breaker.ts'
import type { SentPhoneSms } from '../../domain/sms/sms-delivery.ts'
import type { SmsDays } from '../../domain/sms/sms-state.ts'
import {
  type BreakerItem,
  breakerKey,
  type CountsItem,
  countsKey,
  failedCounter,
  fromBreakerItem,
  fromLateSmsItem,
  type HandoversItem,
  handedOverCounter,
  handoversKey,
  type LateSmsItem,
  lateSmsKey,
  phoneSmsKey,
  readHandoverCounters,
  receiptsCounter,
  type SlotsItem,
  type SmsDayItem,
  slotsKey,
  smsDayTtl,
  toBreakerItem,
  toLateSmsItem,
  toPhoneSmsItem,
} from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf, updateIf, versionCondition } from '../dynamo-writes.ts'

export const dynamoSms = (database: DynamoDBDocumentClient, table: string) => ({
  smsBreakers: dynamoSmsBreakers(database, table),
  smsDays: dynamoSmsDays(database, table),
  smsSlots: dynamoSmsSlots(database, table),
  handoverDays: dynamoHandoverDays(database, table),
  sentPhoneSms: dynamoSentPhoneSms(database, table),
})

export function dynamoSmsDays(database: DynamoDBDocumentClient, table: string): SmsDays {
  const add = (day: ElectionDay, counter: 'smsCount' | 'heldCount', step: 1 | -1) =>
    updateDay<CountsItem>(database, table, day, countsKey(day), {
      add: `${counter} :step`,
      values: { step },
    })

  return {
    async count(day, cap) {
      const item = await updateDay<CountsItem>(database, table, day, countsKey(day), {
        add: 'smsCount :one',
        values: { one: 1, cap },
        condition: 'attribute_not_exists(smsCount) OR smsCount < :cap',
      })
      return item !== undefined
    },

    async uncount(day) {
      await add(day, 'smsCount', -1)
    },

    async raiseCount(day, count) {
      await updateDay<CountsItem>(database, table, day, countsKey(day), {
        set: 'smsCount = :least',
        values: { least: count },
        condition: 'attribute_not_exists(smsCount) OR smsCount < :least',
      })
    },

    async countHeldSms(day) {
      return (await add(day, 'heldCount', 1))?.heldCount ?? 1
    },

    async uncountHeldSms(day) {
      await add(day, 'heldCount', -1)
    },

    async find(day) {
      const Key = { day: countsKey(day) }
      const { Item } = await database.send(new GetCommand({ TableName: table, Key }))
      return { smsCount: Item?.smsCount ?? 0, heldCount: Item?.heldCount ?? 0 }
    },
  }
}

export function dynamoSmsSlots(database: DynamoDBDocumentClient, table: string): SmsSlots {
  const update = (day: ElectionDay, change: Parameters<typeof updateDay>[4]) =>
    updateDay<SlotsItem>(database, table, day, slotsKey, change)

  return {
    async find() {
      const slots = await readItem<SlotsItem>(database, table, { day: slotsKey })
      return { freeAt: electionInstant(slots?.freeAt ?? 0), count: slots?.taken ?? 0 }
    },

    async reserve(day, { readyAt, lengthSeconds, usage }) {
      const [from, slot] = [readyAt.getTime(), lengthSeconds * 1000]
      const advanceUpdate = {
        set: 'freeAt = freeAt + :slot',
        condition: 'freeAt > :ready',
        add: 'taken :one',
        values: { ready: from, slot, one: 1 },
      }
      const startUpdate = {
        set: 'freeAt = :next',
        condition: 'attribute_not_exists(freeAt) OR freeAt <= :ready',
        add: 'taken :one',
        values: { ready: from, next: from + slot, one: 1 },
      }
      // `usage` is recent, so the first write usually succeeds. If both fail, only a reservation is lost.
      const [likelyUpdate, fallbackUpdate] =
        usage.freeAt > readyAt ? [advanceUpdate, startUpdate] : [startUpdate, advanceUpdate]
      if (!(await update(day, likelyUpdate))) await update(day, fallbackUpdate)
    },

    async correct(day, { freeAt, delta }) {
      await Promise.all([
        delta !== 0 && update(day, { add: 'taken :delta', values: { delta } }),
        update(day, {
          set: 'freeAt = :freeAt',
          values: { freeAt: freeAt.getTime() },
          condition: 'attribute_not_exists(freeAt) OR freeAt < :freeAt',
        }),
      ])
    },
  }
}

export function dynamoHandoverDays(database: DynamoDBDocumentClient, table: string): HandoverDays {
  async function add(day: ElectionDay, ...counters: string[]): Promise<void> {
    const change = {
      add: counters.map((counter) => `${counter} :one`).join(', '),
      values: { one: 1 },
    }
    await updateDay<HandoversItem>(database, table, day, handoversKey(day), change)
  }

  return {
    count: (day, { territory, seconds }) =>
      add(day, handedOverCounter(territory, bucketOf(seconds))),
    countReceipt: (day, { territory, failed }) =>
      add(day, receiptsCounter(territory), ...(failed ? [failedCounter(territory)] : [])),
    async find(day): Promise<TerritoryHandovers[]> {
      const item = await readItem<HandoversItem>(database, table, { day: handoversKey(day) })
      return item ? readHandoverCounters(item) : []
    },
    async recordLate(lateSms) {
      await putIf(database, { TableName: table, Item: toLateSmsItem(lateSms) })
    },
    async findLate() {
      const item = await readItem<LateSmsItem>(database, table, { day: lateSmsKey })
      return item && fromLateSmsItem(item)
    },
  }
}

export function dynamoSentPhoneSms(database: DynamoDBDocumentClient, table: string): SentPhoneSms {
  return {
    async record(messageId, at) {
      await putIf(database, { TableName: table, Item: toPhoneSmsItem(messageId, at) })
    },

    async includes(messageId) {
      return (await readItem(database, table, { day: phoneSmsKey(messageId) })) !== undefined
    },
  }
}

export function dynamoSmsBreakers(database: DynamoDBDocumentClient, table: string): SmsBreakers {
  return {
    async find() {
      const item = await readItem<BreakerItem>(database, table, { day: breakerKey })
      return item ? fromBreakerItem(item) : closedBreaker
    },

    async replace({ version }, next) {
      const { isWritten } = await putIf(database, {
        TableName: table,
        Item: toBreakerItem({ ...next, version: version + 1 }, new Date()),
        ...versionCondition(version),
      })
      return isWritten
    },
  }
}

async function updateDay<Item extends SmsDayItem>(
  database: DynamoDBDocumentClient,
  table: string,
  day: ElectionDay,
  key: string,
  change: { set?: string; add?: string; values: Record<string, number>; condition?: string },
): Promise<Item | undefined> {
  const { isWritten, item } = await updateIf<Item>(database, table, 'day', key, {
    UpdateExpression: [
      'SET #ttl = :ttl',
      ...(change.set ? [`, ${change.set}`] : []),
      ...(change.add ? [` ADD ${change.add}`] : []),
    ].join(''),
    ConditionExpression: change.condition,
    values: { ttl: smsDayTtl(day), ...change.values },
    ReturnValues: 'ALL_NEW',
  })
  return isWritten ? item : undefined
}
