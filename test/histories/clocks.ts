import { type Calendar, emptyCalendar, ttlSeconds } from '../../shared/domain/election/calendar.ts'
import {
  type CalendarChange,
  changedCalendar,
} from '../../shared/domain/election/calendar-change.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { cachedElectionTime } from '../../shared/runtime/election-time.ts'
import { type BothClocks, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import type { History } from './happenings.ts'
import { must } from './invariants.ts'

export function scenarioOf({
  closesInHours,
  limits,
  unknownPhone,
}: Omit<History, 'happenings' | 'knowsPhone'>): Election<BothClocks> {
  const daysBefore = secondsLater(now, -30 * 86_400)
  return {
    ...election,
    limits: { ...election.limits, ...limits, smsPerVoter: 4, smsPerPhone: 5 },
    ...{ knownPhones: true, unknownPhone },
    smsDailyCap: 6,
    smsWaitsForMailMinutes: 30,
    dates: {
      ...election.dates,
      reissueOpensAt: daysBefore,
      voteOpensAt: daysBefore,
      reissueClosesAt: secondsLater(now, closesInHours * 3600),
      // A voter who asks at the last moment still has time to vote.
      voteClosesAt: secondsLater(now, (closesInHours + Math.min(closesInHours, 1)) * 3600),
    },
  }
}

/**
 * The clocks of one election: each function caches the calendar briefly, as deployed. An independent stopwatch
 * measures how long the election has run.
 * @param file opens before `now`
 */
export function clocksFrom(file: Election<WallInstant>) {
  const wall = fakeClock(now)
  let calendar: Calendar = emptyCalendar
  const timeOf = () => cachedElectionTime({ find: async () => calendar }, file, () => wall())
  const times = { routes: timeOf(), senders: timeOf(), reconciler: timeOf(), watch: timeOf() }
  let ranMilliseconds = 0
  let extendedMinutes = 0
  let suspensions = 0
  const askedAt = new Map<string, number>()

  const isSuspendedAt = (at: number) =>
    calendar.suspensions.some(({ from, to = Infinity }) => +from <= at && at < +to)

  function pass(seconds: number): void {
    const end = +secondsLater(wall(), seconds)
    const edges = calendar.suspensions.flatMap(({ from, to }) => (to ? [+from, +to] : [+from]))
    for (const edge of [...edges.sort((one, other) => one - other), end]) {
      if (edge <= +wall() || edge > end) continue
      if (!isSuspendedAt(+wall())) ranMilliseconds += edge - +wall()
      wall.set(new Date(edge))
    }
  }

  function change(asked: CalendarChange): void {
    const next = changedCalendar(calendar, asked, file.dates, wall())
    const closed = 'the team is told that the vote has closed once it has'
    if (asked.change !== 'resume') must(next !== 'closed' || !isOpenFor('vote', -60), closed)
    if (typeof next === 'string') return
    calendar = next
    if (asked.change === 'extend') {
      extendedMinutes += asked.minutes
      // Every function has read the suspension by then.
      pass(ttlSeconds)
    }
    if (asked.change === 'suspend') suspensions++
  }

  function leftUntilClosing(what: 'reissue' | 'vote'): number {
    const { reissueClosesAt, voteClosesAt } = file.dates
    const closesAt = what === 'vote' ? voteClosesAt : reissueClosesAt
    return +secondsLater(closesAt, extendedMinutes * 60) - +now - ranMilliseconds
  }

  function isOpenFor(what: 'reissue' | 'vote', withinSeconds = 0): boolean {
    return leftUntilClosing(what) > withinSeconds * -1000
  }

  /** Checks that the times voters are told, and the rest of each wait, agree with the stopwatch. */
  async function check(reissues: readonly Reissue[]): Promise<void> {
    const { watch } = times
    await watch.refresh()
    must(+watch.clock() - +now === ranMilliseconds, 'the clock stands still while suspended')
    must(
      Boolean(watch.suspendedSince()) === isSuspendedAt(+wall()),
      'it is known at each moment whether the election is suspended',
    )
    const leftByWall = (at: ElectionInstant) => +watch.toWall(at) - +wall()
    const { reissueClosesAt, voteClosesAt } = watch.election.dates
    for (const [what, at] of [
      ['reissue', reissueClosesAt],
      ['vote', voteClosesAt],
    ] as const) {
      const left = leftUntilClosing(what)
      must(left <= 0 || leftByWall(at) === left, 'what closes gets back what suspensions took')
    }
    for (const { reissueId, requestedAt, expectedAt, smsDueAt } of reissues) {
      for (const at of [expectedAt, smsDueAt]) {
        if (!at || at <= watch.clock()) continue
        const left = +at - +now - ranMilliseconds
        must(leftByWall(at) === left, 'a time moves by what suspensions took, and no more')
      }
      const told = askedAt.get(reissueId) ?? +watch.toWall(requestedAt)
      askedAt.set(reissueId, told)
      must(+watch.toWall(requestedAt) === told, 'what has been stays when it was')
    }
  }

  return {
    ...{ wall, times, pass, change, check, isOpenFor },
    calendar: () => calendar,
    isSuspended: () => isSuspendedAt(+wall()),
    ranMilliseconds: () => ranMilliseconds,
    suspensions: () => suspensions,
  }
}

export type WorldClocks = ReturnType<typeof clocksFrom>
