import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { SmsSlots } from '../../domain/sms/expected-time.ts'
import type { SmsDay } from '../../domain/sms/sms-day.ts'
import {
  type RateItem,
  type ReservationsItem,
  rateKey,
  reservationsKey,
} from '../../tables/sms-days.ts'
import { updateDay } from './dynamo-sms-day-items.ts'

/** How often two requests that reserve at once may get in each other's way. */
const reservationTries = 4

/** The rate's next free slot, and the count of those who reserved one in a day: two or three writes. */
export function dynamoSmsSlots(database: DynamoDBDocumentClient, table: string): SmsSlots {
  async function nextSlot(day: SmsDay, earliest: number, slot: number): Promise<Date> {
    for (let attempt = 1; attempt <= reservationTries; attempt++) {
      // The first to wait, or else behind those who came before.
      const rate =
        (await updateDay<RateItem>(database, table, day, rateKey, {
          set: 'freeAt = :next',
          values: { ':earliest': earliest, ':next': earliest + slot },
          onlyIf: 'attribute_not_exists(freeAt) OR freeAt <= :earliest',
        })) ??
        (await updateDay<RateItem>(database, table, day, rateKey, {
          set: 'freeAt = freeAt + :slot',
          values: { ':earliest': earliest, ':slot': slot },
          onlyIf: 'freeAt > :earliest',
        }))
      if (rate) return new Date(rate.freeAt)
    }
    throw new Error('No moment could be reserved')
  }

  const count = (day: SmsDay, step: 1 | -1) =>
    updateDay<ReservationsItem>(database, table, day, reservationsKey(day), {
      add: 'reserved :step',
      values: { ':step': step },
    })

  const releaseSlot = (day: SmsDay, slotSeconds: number) =>
    updateDay(database, table, day, rateKey, {
      set: 'freeAt = freeAt - :slot',
      values: { ':slot': slotSeconds * 1000 },
      onlyIf: 'attribute_exists(freeAt)',
    })

  return {
    async reserve(day, earliest, slotSeconds) {
      const [moment, requests] = await Promise.allSettled([
        nextSlot(day, earliest.getTime(), slotSeconds * 1000),
        count(day, 1),
      ])
      if (moment.status === 'fulfilled' && requests.status === 'fulfilled') {
        return { moment: moment.value, reserved: requests.value?.reserved ?? 1 }
      }
      // Nobody will release a half: it goes back now.
      if (moment.status === 'fulfilled') await releaseSlot(day, slotSeconds)
      if (requests.status === 'fulfilled') await count(day, -1)
      throw moment.status === 'rejected'
        ? moment.reason
        : (requests as PromiseRejectedResult).reason
    },

    async release(day, slotSeconds) {
      await Promise.all([releaseSlot(day, slotSeconds), count(day, -1)])
    },
  }
}
