import type { SmsDays, SmsSlots } from '../../shared/domain/sms/expected-time.ts'
import type { SmsDay } from '../../shared/domain/sms/sms-day.ts'
import type { State } from './in-memory-state.ts'

export function inMemorySmsDays({ smsDays }: State): SmsDays {
  const countsOf = ({ day }: SmsDay) => smsDays.get(day) ?? { smsCount: 0, heldCount: 0 }

  return {
    async count(day, cap) {
      const counts = countsOf(day)
      if (counts.smsCount >= cap) return false
      smsDays.set(day.day, { ...counts, smsCount: counts.smsCount + 1 })
      return true
    },
    async uncount(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, smsCount: counts.smsCount - 1 })
    },
    async countHeld(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, heldCount: counts.heldCount + 1 })
      return counts.heldCount + 1
    },
    async uncountHeld(day) {
      const counts = countsOf(day)
      smsDays.set(day.day, { ...counts, heldCount: counts.heldCount - 1 })
    },
    find: async (day) => ({ ...countsOf(day) }),
  }
}

export function inMemorySmsSlots(): SmsSlots {
  const reserved = new Map<string, number>()
  let freeAt = 0

  return {
    async reserve({ day }, earliest, slotSeconds) {
      freeAt = Math.max(earliest.getTime(), freeAt) + slotSeconds * 1000
      const count = (reserved.get(day) ?? 0) + 1
      reserved.set(day, count)
      return { moment: new Date(freeAt), reserved: count }
    },
    async release({ day }, slotSeconds) {
      freeAt -= slotSeconds * 1000
      reserved.set(day, (reserved.get(day) ?? 0) - 1)
    },
  }
}
