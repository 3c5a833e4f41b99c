import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { ElectionDay } from '../../domain/election-day.ts'
import { electionInstant } from '../../domain/instants.ts'
import type { SmsSlots } from '../../domain/sms/expected-time.ts'
import { type SlotsItem, slotsKey } from '../../tables/sms-days.ts'
import { readItem } from '../dynamo-reads.ts'
import { updateDay } from './dynamo-sms-days.ts'

export function dynamoSmsSlots(database: DynamoDBDocumentClient, table: string): SmsSlots {
  const update = (day: ElectionDay, change: Parameters<typeof updateDay>[4]) =>
    updateDay<SlotsItem>(database, table, day, slotsKey, change)

  return {
    async find() {
      const slots = await readItem<SlotsItem>(database, table, { day: slotsKey })
      return { freeAt: electionInstant(slots?.freeAt ?? 0), taken: slots?.taken ?? 0 }
    },

    async take(day, { ready, seconds, found }) {
      const [from, slot] = [ready.getTime(), seconds * 1000]
      const append = {
        set: 'freeAt = freeAt + :slot',
        onlyIf: 'freeAt > :ready',
        add: 'taken :one',
        values: { ready: from, slot, one: 1 },
      }
      const restart = {
        set: 'freeAt = :next',
        onlyIf: 'attribute_not_exists(freeAt) OR freeAt <= :ready',
        add: 'taken :one',
        values: { ready: from, next: from + slot, one: 1 },
      }
      // Usually the last reading still holds and one write suffices. If both fail, only a reservation is lost.
      const [likelyUpdate, fallbackUpdate] =
        found.freeAt > ready ? [append, restart] : [restart, append]
      if (!(await update(day, likelyUpdate))) await update(day, fallbackUpdate)
    },

    async correct(day, { freeAt, more }) {
      await Promise.all([
        more !== 0 && update(day, { add: 'taken :more', values: { more } }),
        update(day, {
          set: 'freeAt = :freeAt',
          values: { freeAt: freeAt.getTime() },
          onlyIf: 'attribute_not_exists(freeAt) OR freeAt < :freeAt',
        }),
      ])
    },
  }
}
