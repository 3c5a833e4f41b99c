import { type Clock, earliest, secondsLater, type WallTime } from '../instants.ts'
import type { DateName } from './election-dates.ts'

// The election has a clock of its own, which stands still while it is suspended. All that voters' functions note and
// compare is by that clock, so nothing expires meanwhile, and each wait has what it had left. What people read, and what
// others write, is by the clock on the wall.

/** From when until when the clock stands still, as the wall's clock shows it. Without `to` it goes on. */
export interface Suspension {
  from: Date
  to?: Date
}

export interface Calendar {
  version: number
  /** In their order; only the last one may go on. */
  suspensions: readonly Suspension[]
  /** By how much requests and vote close later, beside what suspensions give back. */
  extendedMinutes: number
}

export const firstCalendar: Calendar = { version: 0, suspensions: [], extendedMinutes: 0 }

/** So long may a function go by the calendar that it read before. */
export const keptSeconds = 2

/** Between two looks at whether the election goes on: each message that waits for it costs so many. */
export const suspendedLookSeconds = 60

/** As the wall's clock showed it; undefined while the election goes on. */
export function suspendedSince({ suspensions }: Calendar, now: Date): Date | undefined {
  return suspensions.find(({ from, to }) => from <= now && (!to || now < to))?.from
}

/** 0 before the first suspension; odd while one goes on, even once it has ended. An extension changes none. */
export function suspensionPhase({ suspensions }: Calendar, now: Date): number {
  return suspensions.reduce((phase, { from, to }) => {
    return phase + Number(from <= now) + Number(to !== undefined && to <= now)
  }, 0)
}

/** What the election's clock shows when the wall's shows `wall`, as things stand at `now`. */
export function electionTimeOf(calendar: Calendar, wall: Date, now: Date): Date {
  return new Date(wall.getTime() - suspendedMilliseconds(calendar, wall, now))
}

/** The contrary. What comes after a suspension that goes on is told as if it ended now: never too late. */
export function wallTimeOf(calendar: Calendar, time: Date, now: Date): Date {
  let wall = time.getTime()
  for (const { from, to } of begun(calendar, now)) {
    if (wall > from.getTime()) wall += to.getTime() - from.getTime()
  }
  return new Date(wall)
}

export type Dates = Readonly<Record<DateName, Date>>

/** Those that suspensions and extensions move. */
const movedDates = ['reissueOpensAt', 'reissueClosesAt', 'voteOpensAt', 'voteClosesAt'] as const

/**
 * The dates by the election's clock. What opens does so when `election.json` says; what closes gets back what suspensions
 * took since it opened.
 */
export function datesOf<Given extends Dates>(dates: Given, calendar: Calendar, now: Date): Given {
  const opening = (at: Date) => electionTimeOf(calendar, at, now)
  const closing = (at: Date, opensAt: Date) =>
    secondsLater(
      new Date(at.getTime() - suspendedMilliseconds(calendar, opensAt, now)),
      calendar.extendedMinutes * 60,
    )
  return {
    ...dates,
    reissueOpensAt: opening(dates.reissueOpensAt),
    reissueClosesAt: closing(dates.reissueClosesAt, dates.reissueOpensAt),
    voteOpensAt: opening(dates.voteOpensAt),
    voteClosesAt: closing(dates.voteClosesAt, dates.voteOpensAt),
  }
}

export interface Clocks {
  /** The election's. */
  clock: Clock
  wall: WallTime
  /** What the election's clock showed when the wall's did what others say. */
  ofWall(wall: Date): Date
  /** By the wall's clock; undefined while the election goes on. */
  suspendedSince(): Date | undefined
  /** As the wall's clock will show them, if nothing else is changed. */
  datesNow<Given extends Dates>(dates: Given): Given
}

/** @param now by the wall's clock */
export function clocksOf(calendar: () => Calendar, now: Clock): Clocks {
  return {
    clock: () => electionTimeOf(calendar(), now(), now()),
    wall: (time) => wallTimeOf(calendar(), time, now()),
    ofWall: (wall) => electionTimeOf(calendar(), wall, now()),
    suspendedSince: () => suspendedSince(calendar(), now()),
    datesNow(dates) {
      const at = now()
      const byClock = datesOf(dates, calendar(), at)
      const moved = movedDates.map((name) => [name, wallTimeOf(calendar(), byClock[name], at)])
      return { ...dates, ...Object.fromEntries(moved) }
    },
  }
}

function suspendedMilliseconds(calendar: Calendar, wall: Date, now: Date): number {
  return begun(calendar, now).reduce((sum, { from, to }) => {
    const overlap = Math.min(to.getTime(), wall.getTime()) - from.getTime()
    return sum + Math.max(0, overlap)
  }, 0)
}

/** Those that have begun; one that goes on, until now. */
function begun({ suspensions }: Calendar, now: Date): Required<Suspension>[] {
  return suspensions.flatMap(({ from, to = now }) =>
    from < now ? [{ from, to: earliest(to, now) }] : [],
  )
}

export interface Calendars {
  find(): Promise<Calendar>
}
