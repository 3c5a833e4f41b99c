import type { ApprovalUse } from '../approval.ts'
import { latest, secondsLater } from '../instants.ts'
import { type Calendar, type Calendars, datesOf, electionTimeOf } from './calendar.ts'
import type { Dates } from './election-dates.ts'

/**
 * A change is told so long before it comes: by then all functions know, however their clocks differ, and none of them
 * notes an instant that others' clocks never showed.
 */
export const noticeSeconds = 5

export const calendarChanges = ['suspend', 'resume', 'extend'] as const

export type CalendarChange =
  | { change: 'suspend' | 'resume' }
  | { change: 'extend'; minutes: number }

export const longestExtensionMinutes = 7 * 24 * 60

/**
 * @param dates as `election.json` has them
 * @returns the calendar after the change, or why it can't be
 */
export function changedCalendar(
  calendar: Calendar,
  asked: CalendarChange,
  dates: Dates,
  now: WallInstant,
): Calendar | 'suspended-already' | 'not-suspended' | 'closed' {
  const { suspensions, extendedMinutes } = calendar
  const last = suspensions.at(-1)
  const at = secondsLater(now, noticeSeconds)
  const next = { ...calendar, version: calendar.version + 1 }
  if (asked.change === 'resume') {
    if (!last || last.to) return 'not-suspended'
    const ended = { ...last, to: latest(at, last.from) }
    return { ...next, suspensions: [...suspensions.slice(0, -1), ended] }
  }
  // Voters were told that the vote is closed: it stays so.
  const { voteClosesAt } = datesOf(dates, calendar, at)
  if (electionTimeOf(calendar, at, at) >= voteClosesAt) return 'closed'
  if (asked.change === 'extend') {
    return { ...next, extendedMinutes: extendedMinutes + asked.minutes }
  }
  if (last && (!last.to || last.to > at)) return 'suspended-already'
  return { ...next, suspensions: [...suspensions, { from: at }] }
}

export interface ChangingCalendars extends Calendars {
  /** In the transaction that uses an approval. @returns false if another change was faster, or the approval was used */
  replace(found: Calendar, next: Calendar, use: ApprovalUse): Promise<boolean>
}
