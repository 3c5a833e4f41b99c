import { type Clock, earliest, secondsLater, type WallTime } from '../instants.ts'
import { type Dates, movedDates } from './election-dates.ts'

// The election's clock stands still during a suspension. Voters' functions note and compare instants by it, so nothing
// expires meanwhile. What people read, and what others write, is wall time.

/** A suspension without `to` goes on. */
export interface Suspension {
  from: WallInstant
  to?: WallInstant
}

export interface Calendar {
  version: number
  /** In order; only the last one may go on. */
  suspensions: readonly Suspension[]
  /** Added to the closing of requests and vote, beside what suspensions give back. */
  extendedMinutes: number
}

export const firstCalendar: Calendar = { version: 0, suspensions: [], extendedMinutes: 0 }

/** How long a function may use the calendar that it read. */
export const keptSeconds = 2

/** Delay of a message that waits for the end of a suspension. */
export const suspendedLookSeconds = 60

/** Undefined while the election is not suspended. */
export function suspendedSince(
  { suspensions }: Calendar,
  now: WallInstant,
): WallInstant | undefined {
  return suspensions.find(({ from, to }) => from <= now && (!to || now < to))?.from
}

/** Counts beginnings and ends of suspensions: odd while one goes on. */
export function suspensionPhase({ suspensions }: Calendar, now: WallInstant): number {
  return suspensions.reduce((phase, { from, to }) => {
    return phase + Number(from <= now) + Number(to !== undefined && to <= now)
  }, 0)
}

/** The election's clock at wall time `wall`, as known at `now`. */
export function electionTimeOf(
  calendar: Calendar,
  wall: WallInstant,
  now: WallInstant,
): ElectionInstant {
  const passed = wall.getTime() - suspendedMilliseconds(calendar, wall, now)
  return new Date(passed) as ElectionInstant
}

/** The inverse. A suspension that goes on counts as if it ended now, so the result is never too late. */
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

/** The dates by the election's clock: openings as in `election.json`, closings with suspended time given back. */
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
  ofWall(wall: WallInstant): ElectionInstant
  suspendedSince(): WallInstant | undefined
  datesOf(dates: Dates): Dates<ElectionInstant>
  /** The dates in wall time, as things stand. */
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

/** Suspensions that have begun; one that goes on ends at `now`. */
function begun({ suspensions }: Calendar, now: WallInstant): Required<Suspension>[] {
  return suspensions.flatMap(({ from, to = now }) =>
    from < now ? [{ from, to: earliest(to, now) }] : [],
  )
}

export interface Calendars {
  find(): Promise<Calendar>
}
