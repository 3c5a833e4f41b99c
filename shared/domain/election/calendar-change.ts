import type { ApprovalUse } from '../approval.ts'
import { latest, secondsLater } from '../instants.ts'
import { type Calendar, type Calendars, datesOf, electionTimeOf } from './calendar.ts'
import type { Dates } from './election-dates.ts'

/** Delay before a change takes effect, so that every function has read it despite clock skew. */
export const changeDelaySeconds = 5

export const calendarChanges = ['suspend', 'resume', 'extend'] as const

export type CalendarChange =
  | { change: 'suspend' | 'resume' }
  | { change: 'extend'; minutes: number }

export const longestExtensionMinutes = 7 * 24 * 60

/** @param dates as in `election.json` */
export function changedCalendar(
  calendar: Calendar,
  request: CalendarChange,
  dates: Dates,
  now: WallInstant,
): Calendar | 'suspended-already' | 'not-suspended' | 'closed' {
  const { suspensions, extendedMinutes } = calendar
  const last = suspensions.at(-1)
  const at = secondsLater(now, changeDelaySeconds)
  const next = { ...calendar, version: calendar.version + 1 }
  if (request.change === 'resume') {
    if (!last || last.to) return 'not-suspended'
    const endedSuspension = { ...last, to: latest(at, last.from) }
    return { ...next, suspensions: [...suspensions.slice(0, -1), endedSuspension] }
  }
  // Pages and e-mails already announced the close.
  const { voteClosesAt } = datesOf(dates, calendar, at)
  if (electionTimeOf(calendar, at, at) >= voteClosesAt) return 'closed'
  if (request.change === 'extend') {
    return { ...next, extendedMinutes: extendedMinutes + request.minutes }
  }
  if (last && (!last.to || last.to > at)) return 'suspended-already'
  return { ...next, suspensions: [...suspensions, { from: at }] }
}

export interface WritableCalendars extends Calendars {
  /** Uses the approval in the same transaction. @returns false if the calendar or approval changed */
  replace(found: Calendar, next: Calendar, use: ApprovalUse): Promise<boolean>
}
