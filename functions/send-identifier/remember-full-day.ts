import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import type { SmsDays } from '../../shared/domain/sms/expected-time.ts'

/** What is put off in that time although a place was given back leaves within the hour. */
const rememberedSeconds = 1

/**
 * Counts no SMS of a day that was full a moment ago: a refused count is a write, and all those of a day are to one item.
 * Meanwhile nobody needs to look before counting.
 */
export function rememberFullDay(smsDays: SmsDays, clock: Clock): SmsDays {
  let full: { day: string; until: Date } | undefined

  return {
    ...smsDays,
    async count(day, cap) {
      if (full?.day === day.day && clock() < full.until) return false
      const counted = await smsDays.count(day, cap)
      if (!counted) full = { day: day.day, until: secondsLater(clock(), rememberedSeconds) }
      return counted
    },
    uncount(day) {
      full = undefined
      return smsDays.uncount(day)
    },
  }
}
