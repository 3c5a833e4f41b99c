import type { ApprovalUse } from '../approval.ts'
import { latestOf, secondsLater } from '../instants.ts'
import { type Calendar, type Calendars, datesOf, electionTimeOf } from './calendar.ts'
import type { Dates } from './election-dates.ts'

/** Suspensions start and end this long after the request, so that invocations that begin then have usually read the change. */
export const changeDelaySeconds = 5

export const calendarChanges = ['suspend', 'resume', 'extend'] as const

export type CalendarChange =
  | { change: 'suspend' | 'resume' }
  | { change: 'extend'; minutes: number }

export const longestExtensionMinutes = 7 * 24 * 60

export function changedCalendar(
  calendar: Calendar,
  request: CalendarChange,
  dates: Dates,
  now: WallInstant,
): Calendar | 'suspended-already' | 'not-suspended' | 'closed' {
  const { suspensions, extendedMinutes } = calendar
  const lastSuspension = suspensions.at(-1)
  const at = secondsLater(now, changeDelaySeconds)
  const nextCalendar = { ...calendar, version: calendar.version + 1 }
  if (request.change === 'resume') {
    if (!lastSuspension || lastSuspension.to) return 'not-suspended'
    const endedSuspension = { ...lastSuspension, to: latestOf(at, lastSuspension.from) }
    return { ...nextCalendar, suspensions: [...suspensions.slice(0, -1), endedSuspension] }
  }
  // Pages have announced the close, so a closed vote is neither suspended nor extended.
  const { voteClosesAt } = datesOf(dates, calendar, at)
  if (electionTimeOf(calendar, at, at) >= voteClosesAt) return 'closed'
  if (request.change === 'extend') {
    return { ...nextCalendar, extendedMinutes: extendedMinutes + request.minutes }
  }
  if (lastSuspension && (!lastSuspension.to || lastSuspension.to > at)) return 'suspended-already'
  return { ...nextCalendar, suspensions: [...suspensions, { from: at }] }
}

export interface WritableCalendars extends Calendars {
  replace(calendar: Calendar, nextCalendar: Calendar, approvalUse: ApprovalUse): Promise<boolean>
}
