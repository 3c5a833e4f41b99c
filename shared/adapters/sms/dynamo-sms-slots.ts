import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ElectionDay } from '../../domain/election-day.ts'
import type { SmsSlots } from '../../domain/sms/sms-slots.ts'
import { type SlotsItem, slotsKey } from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateDay } from './dynamo-sms-days.ts'

/** How often two requests that reserve at once may get in each other's way. */
const reservationTries = 4

/** One item: the rate's next free moment, and how many places of the cap are taken. */
export function dynamoSmsSlots(database: DynamoDBDocumentClient, table: string): SmsSlots {
  /** The last one came behind others: so does the next, most often, and one write will do. */
  let wasBehind = false

  const update = (day: ElectionDay, change: Parameters<typeof updateDay>[4]) =>
    updateDay<SlotsItem>(database, table, day, slotsKey, change)

  return {
    async reserve(day, earliest, slotSeconds) {
      const [from, slot] = [earliest.getTime(), slotSeconds * 1000]
      let behind = wasBehind
      for (let tries = 1; tries <= reservationTries; tries++) {
        const rate = await update(day, {
          ...(behind
            ? {
                set: 'freeAt = freeAt + :slot',
                onlyIf: 'freeAt > :earliest',
                values: { ':earliest': from, ':slot': slot, ':one': 1 },
              }
            : {
                set: 'freeAt = :next',
                onlyIf: 'attribute_not_exists(freeAt) OR freeAt <= :earliest',
                values: { ':earliest': from, ':next': from + slot, ':one': 1 },
              }),
          add: 'taken :one',
        })
        if (rate) {
          wasBehind = behind
          return { moment: new Date(rate.freeAt), place: rate.taken }
        }
        behind = !behind
      }
      throw new Error('No moment could be reserved')
    },

    async release(day, slotSeconds) {
      await update(day, {
        set: 'freeAt = freeAt - :slot',
        add: 'taken :back',
        values: { ':slot': slotSeconds * 1000, ':back': -1 },
        onlyIf: 'attribute_exists(freeAt)',
      })
    },

    async find() {
      const rate = await readItem<SlotsItem>(database, table, { day: slotsKey })
      return { freeAt: new Date(rate?.freeAt ?? 0), taken: rate?.taken ?? 0 }
    },

    async correct(day, { freeAt, more }) {
      await Promise.all([
        more !== 0 && update(day, { add: 'taken :more', values: { ':more': more } }),
        update(day, {
          set: 'freeAt = :freeAt',
          values: { ':freeAt': freeAt.getTime() },
          onlyIf: 'freeAt < :freeAt',
        }),
      ])
    },
  }
}
