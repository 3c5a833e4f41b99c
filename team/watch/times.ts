import { TZDate } from '@date-fns/tz'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'

/** Since when figures count, in whole minutes and hours, as CloudWatch keeps them: the minute under way is one. */
export interface Times {
  fiveMinutes: Date
  hour: Date
  /** By the wall's clock: the day of what CloudWatch counted. */
  midnight: Date
  /** What SES calls a day. */
  day: Date
  /** SNS's, which spends by months. */
  month: Date
  /** Of the requests. */
  opening: Date
  now: Date
  /** Of that minute. */
  end: Date
}

export function timesOf(now: Date, { dates, timeZone }: Election): Times {
  const end = secondsLater(wholeBefore(now, 60), 60)
  const local = new TZDate(now, timeZone)
  const midnight = new TZDate(local.getFullYear(), local.getMonth(), local.getDate(), timeZone)
  return {
    fiveMinutes: secondsLater(end, -300),
    hour: secondsLater(end, -3600),
    midnight: wholeBefore(midnight, 3600),
    day: secondsLater(wholeBefore(now, 3600), -86_400),
    month: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())),
    opening: wholeBefore(dates.reissueOpensAt, 3600),
    now,
    end,
  }
}

function wholeBefore(instant: Date, seconds: number): Date {
  const milliseconds = seconds * 1000
  return new Date(Math.floor(instant.getTime() / milliseconds) * milliseconds)
}
