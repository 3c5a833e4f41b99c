import { TZDate } from '@date-fns/tz'

/** `day` is `YYYY-MM-DD` in the election's time zone, or the key of another counter, such as `2026-11-25/RE`. */
export interface ElectionDay {
  day: string
  endsAt: ElectionInstant
}

/** The day is cached, since time zones are slow to compute. */
let cachedDay: { timeZone: string; startsAt: ElectionInstant; day: ElectionDay } | undefined

export function electionDayOf(now: ElectionInstant, timeZone: string): ElectionDay {
  if (cachedDay?.timeZone === timeZone && now >= cachedDay.startsAt && now < cachedDay.day.endsAt)
    return cachedDay.day
  const localTime = new TZDate(now, timeZone)
  const midnight = (daysAhead: number) => {
    const [year, month] = [localTime.getFullYear(), localTime.getMonth()]
    const at = new TZDate(year, month, localTime.getDate() + daysAhead, timeZone)
    return new Date(at.getTime()) as ElectionInstant
  }
  const day = { day: localTime.toISOString().slice(0, 10), endsAt: midnight(1) }
  cachedDay = { timeZone, startsAt: midnight(0), day }
  return day
}
