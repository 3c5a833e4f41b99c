import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsSlots } from '../domain/ports.ts'
import type { SmsDay } from '../domain/sms-day.ts'
import { rateKey, reservationsKey } from '../tables/sms-days.ts'
import { updateDay } from './dynamo-sms-day-items.ts'

/** How often two requests that join the line at once may get in each other's way. */
const joinTries = 4

/**
 * The line, and the count of those who joined it in a day, written up to twice for each request. They lie
 * beside the counts of the SMS, in items of their own: a flood of requests holds no sender up.
 */
export function dynamoSmsSlots(database: DynamoDBDocumentClient, table: string): SmsSlots {
  async function place(day: SmsDay, earliest: number, slot: number): Promise<Date> {
    for (let attempt = 1; attempt <= joinTries; attempt++) {
      // The first in line, or else behind those who came before.
      const line =
        (await updateDay(database, table, day, rateKey, {
          set: 'freeAt = :next',
          values: { ':earliest': earliest, ':next': earliest + slot },
          onlyIf: 'attribute_not_exists(freeAt) OR freeAt <= :earliest',
        })) ??
        (await updateDay(database, table, day, rateKey, {
          set: 'freeAt = freeAt + :slot',
          values: { ':earliest': earliest, ':slot': slot },
          onlyIf: 'freeAt > :earliest',
        }))
      if (line?.freeAt) return new Date(line.freeAt)
    }
    throw new Error('No moment could be reserved')
  }

  const count = (day: SmsDay, step: 1 | -1) =>
    updateDay(database, table, day, reservationsKey(day), {
      add: 'reserved :step',
      values: { ':step': step },
    })

  return {
    async reserve(day, earliest, slotSeconds) {
      const [moment, requests] = await Promise.all([
        place(day, earliest.getTime(), slotSeconds * 1000),
        count(day, 1),
      ])
      return { moment, reserved: requests?.reserved ?? 1 }
    },

    async release(day, slotSeconds) {
      await Promise.all([
        updateDay(database, table, day, rateKey, {
          set: 'freeAt = freeAt - :slot',
          values: { ':slot': slotSeconds * 1000 },
          onlyIf: 'attribute_exists(freeAt)',
        }),
        count(day, -1),
      ])
    },
  }
}
