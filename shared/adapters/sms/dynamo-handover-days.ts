import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ElectionDay } from '../../domain/election-day.ts'
import {
  boundOf,
  type HandoverDays,
  type TerritoryHandovers,
} from '../../domain/sms/handover-times.ts'
import {
  failedCounter,
  fromLateItem,
  type HandoversItem,
  handedOverCounter,
  handoversKey,
  type LateItem,
  lateKey,
  readHandoverCounters,
  receiptsCounter,
  toLateItem,
} from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { putIf } from '../dynamo-writes.ts'
import { updateDay } from './dynamo-sms-days.ts'

/** One item a day, written twice per SMS: DynamoDB allows 1,000 writes a second per item. */
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
      add(day, handedOverCounter(territory, boundOf(seconds))),
    countReceipt: (day, { territory, failed }) =>
      add(day, receiptsCounter(territory), ...(failed ? [failedCounter(territory)] : [])),
    async find(day): Promise<TerritoryHandovers[]> {
      const item = await readItem<HandoversItem>(database, table, { day: handoversKey(day) })
      return item ? readHandoverCounters(item) : []
    },
    async recordLate(late) {
      await putIf(database, { TableName: table, Item: toLateItem(late) })
    },
    async findLate() {
      const item = await readItem<LateItem>(database, table, { day: lateKey })
      return item && fromLateItem(item)
    },
  }
}
