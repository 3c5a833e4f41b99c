import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { SmsDays } from '../../shared/domain/sms/sms-days.ts'

/** What is put off in that time although a place was given back leaves within the hour. */
const rememberedSeconds = 1

/**
 * Counts no SMS of a day, or of a territory's, that was full a moment ago: a refused count is a write, and all those of a
 * day are to one item.
 * Meanwhile nobody needs to look before counting.
 */
export function rememberFullDay(smsDays: SmsDays, clock: Clock): SmsDays {
  const fullUntil = new Map<string, Date>()

  return {
    ...smsDays,
    async count(day, cap) {
      const until = fullUntil.get(day.day)
      if (until && clock() < until) return false
      const counted = await smsDays.count(day, cap)
      if (!counted) fullUntil.set(day.day, secondsLater(clock(), rememberedSeconds))
      return counted
    },
    uncount(day) {
      fullUntil.delete(day.day)
      return smsDays.uncount(day)
    },
  }
}
