import { TZDate } from '@date-fns/tz'

/** One day of the election's own time zone: `YYYY-MM-DD`, and the first instant of the next. */
export interface SmsDay {
  day: string
  endsAt: Date
}

export function smsDayOf(now: Date, timeZone: string): SmsDay {
  const local = new TZDate(now, timeZone)
  const next = new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + 1, timeZone)
  return { day: local.toISOString().slice(0, 10), endsAt: new Date(next.getTime()) }
}
