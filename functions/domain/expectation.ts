import { secondsLater } from './reissue.ts'
import type { SmsDay } from './sms-day.ts'

/** From SNS to the handset, a try that SNS did not take included. */
const carrierAllowanceSeconds = 60
/** Senders lose some of the rate between two batches. */
const usableRate = 0.95
/** What is added when nobody can say how many wait. */
const unknownBacklogSeconds = 900
/** The sweep comes every minute, and takes one to put its load back. */
const sweepSeconds = 120

/** What stands between a request and its SMS. What could not be known is undefined. */
export interface Ahead {
  /** The moment of the rate that was reserved for it. */
  slot: Date | undefined
  /** Messages of the queue: they tell of senders that are late, some time after the fact. */
  waiting: number | undefined
  /** What left today, and how many were put off. */
  today: SmsCounts | undefined
  yesterday: SmsCounts | undefined
}

export interface SmsCounts {
  smsCount: number
  heldCount: number
}

interface Pace {
  smsDelaySeconds: number
  smsPerSecond: number
  smsDailyCap: number
}

/** How long the rate takes to let one more SMS out. */
export function slotSeconds({ smsPerSecond }: Pick<Pace, 'smsPerSecond'>): number {
  return 1 / (smsPerSecond * usableRate)
}

/** When an SMS asked for `now` should have arrived: a promise, hence the latest of what is known. */
export function expectationOf(
  { slot, waiting, today, yesterday }: Ahead,
  election: Pace,
  day: SmsDay,
  now: Date,
): Date {
  const drained = (count: number) => secondsLater(now, count * slotSeconds(election))
  const ready = secondsLater(now, election.smsDelaySeconds)
  const blind = slot === undefined || waiting === undefined
  // Those that were put off yesterday come first.
  const putOff = Math.max(0, (yesterday?.heldCount ?? 0) - (today?.smsCount ?? 0))
  const ahead = (waiting ?? 0) + putOff
  const leaves = latest(ready, slot ?? ready, drained(ahead))
  const arrives = secondsLater(
    leaves,
    carrierAllowanceSeconds + (blind ? unknownBacklogSeconds : 0) + (putOff > 0 ? sweepSeconds : 0),
  )
  if (!today || today.smsCount + ahead < election.smsDailyCap) return arrives
  return latest(arrives, promiseOfHeld(today.heldCount + ahead + 1, election, day))
}

/**
 * When an SMS that waits for tomorrow should have arrived.
 * @param rank from 1, among all that the day puts off
 */
export function promiseOfHeld(
  rank: number,
  election: Pick<Pace, 'smsPerSecond' | 'smsDailyCap'>,
  day: SmsDay,
): Date {
  // The next day has a cap too. An hour more for each, since the clock may change.
  const fullDays = Math.floor((rank - 1) / election.smsDailyCap)
  const rankOfDay = rank - fullDays * election.smsDailyCap
  return secondsLater(
    day.endsAt,
    fullDays * 25 * 3600 +
      rankOfDay * slotSeconds(election) +
      sweepSeconds +
      carrierAllowanceSeconds,
  )
}

/** When the sweep is to look at one that was put off, so that it leaves in time for its promise. */
export function releaseOfHeld(expectedAt: Date, day: SmsDay): Date {
  const release = secondsLater(expectedAt, -(sweepSeconds + carrierAllowanceSeconds))
  return latest(release, day.endsAt)
}

function latest(...instants: Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())))
}
