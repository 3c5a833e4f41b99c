import { type Clock, earliest, secondsLater, type WallTime } from '../instants.ts'
import { type Dates, movedDates } from './election-dates.ts'

// The election has a clock of its own, which stands still while it is suspended. All that voters' functions note and
// compare is by that clock, so nothing expires meanwhile, and each wait has what it had left. What people read, and what
// others write, is by the clock on the wall.

/** From when until when the clock stands still, as the wall's clock shows it. Without `to` it goes on. */
export interface Suspension {
  from: WallInstant
  to?: WallInstant
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
export function suspendedSince(
  { suspensions }: Calendar,
  now: WallInstant,
): WallInstant | undefined {
  return suspensions.find(({ from, to }) => from <= now && (!to || now < to))?.from
}

/** 0 before the first suspension; odd while one goes on, even once it has ended. An extension changes none. */
export function suspensionPhase({ suspensions }: Calendar, now: WallInstant): number {
  return suspensions.reduce((phase, { from, to }) => {
    return phase + Number(from <= now) + Number(to !== undefined && to <= now)
  }, 0)
}

/** What the election's clock shows when the wall's shows `wall`, as things stand at `now`. */
export function electionTimeOf(
  calendar: Calendar,
  wall: WallInstant,
  now: WallInstant,
): ElectionInstant {
  const passed = wall.getTime() - suspendedMilliseconds(calendar, wall, now)
  return new Date(passed) as ElectionInstant
}

/** The contrary. What comes after a suspension that goes on is told as if it ended now: never too late. */
export function wallTimeOf(
  calendar: Calendar,
  time: ElectionInstant,
  now: WallInstant,
): WallInstant {
  let wall = time.getTime()
  for (const { from, to } of begun(calendar, now)) {
    if (wall > from.getTime()) wall += to.getTime() - from.getTime()
  }
  return new Date(wall)
}

/**
 * The dates by the election's clock. What opens does so when `election.json` says; what closes gets back what suspensions
 * took since it opened.
 */
export function datesOf(
  dates: Dates,
  calendar: Calendar,
  now: WallInstant,
): Dates<ElectionInstant> {
  const opening = (at: WallInstant) => electionTimeOf(calendar, at, now)
  const closing = (at: WallInstant, opensAt: WallInstant) => {
    const lost = suspendedMilliseconds(calendar, opensAt, now)
    const closesAt = new Date(at.getTime() - lost) as ElectionInstant
    return secondsLater(closesAt, calendar.extendedMinutes * 60)
  }
  return {
    ...dates,
    reissueOpensAt: opening(dates.reissueOpensAt),
    reissueClosesAt: closing(dates.reissueClosesAt, dates.reissueOpensAt),
    voteOpensAt: opening(dates.voteOpensAt),
    voteClosesAt: closing(dates.voteClosesAt, dates.voteOpensAt),
  }
}

export interface Clocks {
  clock: Clock<ElectionInstant>
  wall: WallTime
  /** What the election's clock showed when the wall's did what others say. */
  ofWall(wall: WallInstant): ElectionInstant
  /** By the wall's clock; undefined while the election goes on. */
  suspendedSince(): WallInstant | undefined
  datesOf(dates: Dates): Dates<ElectionInstant>
  /** As the wall's clock will show them, if nothing else is changed. */
  datesNow(dates: Dates): Dates
}

export function clocksOf(calendar: () => Calendar, now: Clock): Clocks {
  return {
    clock: () => electionTimeOf(calendar(), now(), now()),
    wall: (time) => wallTimeOf(calendar(), time, now()),
    ofWall: (wall) => electionTimeOf(calendar(), wall, now()),
    suspendedSince: () => suspendedSince(calendar(), now()),
    datesOf: (dates) => datesOf(dates, calendar(), now()),
    datesNow(dates) {
      const at = now()
      const byClock = datesOf(dates, calendar(), at)
      const moved = movedDates.map((name) => [name, wallTimeOf(calendar(), byClock[name], at)])
      return { ...dates, ...Object.fromEntries(moved) }
    },
  }
}

function suspendedMilliseconds(calendar: Calendar, wall: WallInstant, now: WallInstant): number {
  return begun(calendar, now).reduce((sum, { from, to }) => {
    const overlap = Math.min(to.getTime(), wall.getTime()) - from.getTime()
    return sum + Math.max(0, overlap)
  }, 0)
}

/** Those that have begun; one that goes on, until now. */
function begun({ suspensions }: Calendar, now: WallInstant): Required<Suspension>[] {
  return suspensions.flatMap(({ from, to = now }) =>
    from < now ? [{ from, to: earliest(to, now) }] : [],
  )
}

export interface Calendars {
  find(): Promise<Calendar>
}
