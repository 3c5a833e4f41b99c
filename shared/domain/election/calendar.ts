import { type Clock, earliestOf, secondsLater, type ToWall } from '../instants.ts'
import { type Dates, movableDates } from './election-dates.ts'

export interface Suspension {
  from: WallInstant
  to?: WallInstant
}

export interface Calendar {
  version: number
  /** Oldest first; only the last may lack `to`. */
  suspensions: readonly Suspension[]
  extendedMinutes: number
}

export const emptyCalendar: Calendar = { version: 0, suspensions: [], extendedMinutes: 0 }

export const ttlSeconds = 2

export const suspendedRequeueSeconds = 60

export function suspendedSince(
  { suspensions }: Calendar,
  now: WallInstant,
): WallInstant | undefined {
  return suspensions.find(({ from, to }) => from <= now && (!to || now < to))?.from
}

/** Counts the starts and ends of suspensions so far, so the result is odd during a suspension. */
export function suspensionPhase({ suspensions }: Calendar, now: WallInstant): number {
  const changes = suspensions.flatMap(({ from, to }) => (to ? [from, to] : [from]))
  return changes.filter((at) => at <= now).length
}

export function electionTimeOf(
  calendar: Calendar,
  instant: WallInstant,
  now: WallInstant,
): ElectionInstant {
  const electionMilliseconds = instant.getTime() - suspendedMilliseconds(calendar, instant, now)
  return new Date(electionMilliseconds) as ElectionInstant
}

/** Assumes that a current suspension ends now, so the result may be too early. */
export function wallTimeOf(
  calendar: Calendar,
  time: ElectionInstant,
  now: WallInstant,
): WallInstant {
  let wallMilliseconds = time.getTime()
  for (const { from, to } of startedSuspensions(calendar, now)) {
    if (wallMilliseconds > from.getTime()) wallMilliseconds += to.getTime() - from.getTime()
  }
  return new Date(wallMilliseconds)
}

export function datesOf(
  dates: Dates,
  calendar: Calendar,
  now: WallInstant,
): Dates<ElectionInstant> {
  const openingOf = (at: WallInstant) => electionTimeOf(calendar, at, now)
  const closingOf = (at: WallInstant, opensAt: WallInstant) => {
    const suspendedMs = suspendedMilliseconds(calendar, opensAt, now)
    const closesAt = new Date(at.getTime() - suspendedMs) as ElectionInstant
    return secondsLater(closesAt, calendar.extendedMinutes * 60)
  }
  return {
    ...dates,
    reissueOpensAt: openingOf(dates.reissueOpensAt),
    reissueClosesAt: closingOf(dates.reissueClosesAt, dates.reissueOpensAt),
    voteOpensAt: openingOf(dates.voteOpensAt),
    voteClosesAt: closingOf(dates.voteClosesAt, dates.voteOpensAt),
  }
}

export interface Clocks {
  clock: Clock<ElectionInstant>
  toWall: ToWall
  fromWall(instant: WallInstant): ElectionInstant
  suspendedSince(): WallInstant | undefined
  datesOf(dates: Dates): Dates<ElectionInstant>
  wallDates(dates: Dates): Dates
}

export function clocksOf(calendar: () => Calendar, now: Clock): Clocks {
  return {
    clock: () => electionTimeOf(calendar(), now(), now()),
    toWall: (time) => wallTimeOf(calendar(), time, now()),
    fromWall: (instant) => electionTimeOf(calendar(), instant, now()),
    suspendedSince: () => suspendedSince(calendar(), now()),
    datesOf: (dates) => datesOf(dates, calendar(), now()),
    wallDates(dates) {
      const at = now()
      const instants = datesOf(dates, calendar(), at)
      const entries = movableDates.map((name) => [name, wallTimeOf(calendar(), instants[name], at)])
      return { ...dates, ...Object.fromEntries(entries) }
    },
  }
}

function suspendedMilliseconds(calendar: Calendar, instant: WallInstant, now: WallInstant): number {
  return startedSuspensions(calendar, now).reduce((sum, { from, to }) => {
    const overlap = Math.min(to.getTime(), instant.getTime()) - from.getTime()
    return sum + Math.max(0, overlap)
  }, 0)
}

function startedSuspensions({ suspensions }: Calendar, now: WallInstant): Required<Suspension>[] {
  return suspensions.flatMap(({ from, to = now }) =>
    from < now ? [{ from, to: earliestOf(to, now) }] : [],
  )
}

export interface Calendars {
  find(): Promise<Calendar>
}
