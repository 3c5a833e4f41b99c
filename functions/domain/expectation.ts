import { secondsLater } from './reissue.ts'
import type { SmsDay } from './sms-day.ts'

/** From SNS to the handset, a try that SNS did not take included. */
const carrierAllowanceSeconds = 60
/** Senders lose some of the rate between two batches. */
const usableRate = 0.95
/** What is added when nobody can say how many wait. */
const unknownBacklogSeconds = 900

/** What stands between a request and its SMS. */
export interface Ahead {
  /** Requests that wait for their SMS; undefined when that could not be known. */
  waiting: number | undefined
  /** What today's cap leaves, and who waits for tomorrow; undefined when that could not be known. */
  today: { smsCount: number; heldCount: number } | undefined
}

/**
 * When an SMS asked for `now` should have arrived. A promise, hence the worst case: all that wait were
 * asked for at once just before, so the queue only starts to empty when the delay of this one is over.
 */
export function expectationOf(
  { waiting, today }: Ahead,
  election: { smsDelaySeconds: number; smsPerSecond: number; smsDailyCap: number },
  day: SmsDay,
  now: Date,
): Date {
  const { smsDelaySeconds, smsPerSecond, smsDailyCap } = election
  const drainSeconds = (count: number) => Math.ceil(count / (smsPerSecond * usableRate))
  const queueSeconds = waiting === undefined ? unknownBacklogSeconds : drainSeconds(waiting)
  const atBest = secondsLater(now, smsDelaySeconds + queueSeconds + carrierAllowanceSeconds)
  if (!today || today.smsCount + (waiting ?? 0) < smsDailyCap) return atBest
  return heldUntil(today.heldCount + (waiting ?? 0), election, day)
}

/** When the SMS of a request that waits for tomorrow, behind `heldCount` others, should have arrived. */
export function heldUntil(
  heldCount: number,
  { smsPerSecond }: { smsPerSecond: number },
  day: SmsDay,
): Date {
  const drainSeconds = Math.ceil(heldCount / (smsPerSecond * usableRate))
  return secondsLater(day.endsAt, sweepSeconds + drainSeconds + carrierAllowanceSeconds)
}

/** The sweep comes every minute, and takes one to put a day's load back. */
const sweepSeconds = 120
