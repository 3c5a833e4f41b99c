import { TZDate } from '@date-fns/tz'
import type { Election } from '../../shared/domain/election/election.ts'
import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Demand } from './play.ts'

export const stepSeconds = 20

/** What the throttles, the firewall and the tables are sized for (`lib/route-throttles.ts`). */
export const plannedVoters = 1_200_000

const minuteSteps = 60 / stepSeconds
const hourSteps = 60 * minuteSteps
const daySteps = 24 * hourSteps

/**
 * Of all voters, whoever comes at a peak: the first morning is the one that throttles and firewall are sized for. Of
 * the other peaks nothing was measured.
 */
const shares = {
  morning: { links: 1 / 12, linkSteps: hourSteps / 4, reissues: 1 / 40, reissueSteps: hourSteps },
  noon: { links: 1 / 40, reissues: 1 / 400, fromHour: 12, steps: 2 * hourSteps },
  evening: { links: 1 / 24, reissues: 1 / 160, steps: 3 * hourSteps },
  /** Of all voters by the end; what the peaks leave comes between 8 and 20 h. */
  all: { links: 0.6, reissues: 0.06 },
} as const

/** Three times as many at its beginning as on average, then fewer and fewer. */
const rush = (share: number) => (1 - share) ** 2
const towardsTheEnd = (share: number) => share ** 2
const bell = (share: number) => Math.sin(Math.PI * share) ** 2

export interface Vote extends Demand {
  begins: Date
  /** The first step after the closing. */
  closes: number
  dayAt: (step: number) => ElectionDay
}

export const instantOf = ({ begins }: Pick<Vote, 'begins'>, step: number): Date =>
  secondsLater(begins, step * stepSeconds)

/** Who comes, from the opening of the vote to a day after its closing. */
export function demandOf(
  voters: number,
  { dates, timeZone }: Pick<Election, 'dates' | 'timeZone'>,
): Vote {
  const { voteOpensAt: begins, voteClosesAt, reissueClosesAt } = dates
  const stepOf = (date: Date) =>
    Math.round((date.getTime() - begins.getTime()) / 1000 / stepSeconds)
  const closes = stepOf(voteClosesAt)
  const steps = closes + daySteps
  const days = daysOf(begins, steps, timeZone)
  const hours = Float64Array.from({ length: steps }, (_, step) => {
    const local = new TZDate(secondsLater(begins, step * stepSeconds), timeZone)
    return local.getHours() + local.getMinutes() / 60
  })
  const comers = (kind: 'links' | 'reissues', until: number): Float64Array => {
    const { morning, noon, evening, all } = shares
    const come = new Float64Array(steps)
    const morningSteps = kind === 'links' ? morning.linkSteps : morning.reissueSteps
    spread(come, { from: 0, steps: morningSteps, until }, voters * morning[kind], rush)
    for (let step = 1; step < until; step++) {
      const isNoon = (hours[step - 1] ?? 0) < noon.fromHour && (hours[step] ?? 0) >= noon.fromHour
      if (isNoon) spread(come, { from: step, steps: noon.steps, until }, voters * noon[kind], bell)
    }
    const last = { from: until - evening.steps, steps: evening.steps, until }
    spread(come, last, voters * evening[kind], towardsTheEnd)
    const rest = voters * all[kind] - come.reduce((sum, count) => sum + count, 0)
    const isDay = (step: number) =>
      step < until && (hours[step] ?? 0) >= 8 && (hours[step] ?? 0) < 20
    const daylight = hours.filter((_, step) => isDay(step)).length
    return come.map((count, step) => count + (isDay(step) ? Math.max(0, rest) / daylight : 0))
  }
  const dayAt = (step: number) => days[step] as ElectionDay
  return {
    begins,
    closes,
    stepSeconds,
    links: comers('links', closes),
    reissues: comers('reissues', Math.min(closes, stepOf(reissueClosesAt))),
    dayOf: (step) => dayAt(step).day,
    dayAt,
  }
}

function spread(
  come: Float64Array,
  { from, steps, until }: { from: number; steps: number; until: number },
  count: number,
  shape: (share: number) => number,
): void {
  const weights = Array.from({ length: steps }, (_, step) => shape((step + 0.5) / steps))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  for (const [index, weight] of weights.entries()) {
    const step = from + index
    if (step >= 0 && step < until) come[step] = (come[step] ?? 0) + (count * weight) / sum
  }
}

function daysOf(begins: Date, steps: number, timeZone: string): ElectionDay[] {
  let day = electionDayOf(begins, timeZone)
  return Array.from({ length: steps }, (_, step) => {
    const instant = secondsLater(begins, step * stepSeconds)
    if (instant >= day.endsAt) day = electionDayOf(instant, timeZone)
    return day
  })
}
