import { earliest, latest, secondsLater } from '../instants.ts'
import type { SmsDay } from './sms-day.ts'

/** From SNS to the handset, a try that SNS did not take included. */
const carrierAllowanceSeconds = 60
/** Senders lose some of the rate between two batches. */
const usableRate = 0.95
/** What is added when nobody can say how many wait. */
const unknownBacklogSeconds = 900
/** An SMS that left is there within this time, or somebody may wonder. */
const arrivalSeconds = 300
/** The sweep comes every minute, and takes one to put its load back. */
const sweepSeconds = 120

/** What stands between a request and its SMS. What could not be known is undefined. */
export interface Ahead {
  /** What was reserved for it. */
  reservation: Reservation | undefined
  /** Messages of the queue: they tell of senders that are late, some time after the fact. */
  waiting: number | undefined
  today: SmsCounts | undefined
  yesterday: SmsCounts | undefined
}

export interface Reservation {
  /** A moment of the rate. */
  moment: Date
  /** How many requests have reserved one today, this one included. */
  reserved: number
}

/** What left in a day, and how many it put off that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

interface SmsRate {
  smsDelaySeconds: number
  smsPerSecond: number
  mailsPerSecond: number
  smsDailyCap: number
}

/** How long the rate takes to let one more SMS out: none leaves before its mail. */
export function slotSeconds({
  smsPerSecond,
  mailsPerSecond,
}: Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond'>): number {
  return 1 / (Math.min(smsPerSecond, mailsPerSecond) * usableRate)
}

/** When an SMS asked for `now` should have arrived: a promise, hence the latest of what is known. */
export function expectedTimeOf(ahead: Ahead, election: SmsRate, day: SmsDay, now: Date): Date {
  const { reservation, waiting = 0, today = nothing, yesterday = nothing } = ahead
  const isUnsure = Object.values(ahead).includes(undefined)
  // Those whom yesterday put off go first.
  const before = waiting + yesterday.heldCount
  const ready = secondsLater(now, election.smsDelaySeconds)
  const leaves = latest(
    ready,
    reservation?.moment ?? ready,
    secondsLater(now, before * slotSeconds(election)),
  )
  const arrives = secondsLater(
    leaves,
    carrierAllowanceSeconds +
      (isUnsure ? unknownBacklogSeconds : 0) +
      (yesterday.heldCount > 0 ? sweepSeconds : 0),
  )
  // Its rank beyond the cap: by what SQS tells, and by what was reserved, which is never late.
  const { smsDailyCap } = election
  const usedBefore = today.smsCount + before
  const reservedBefore = (reservation?.reserved ?? 1) - 1 + yesterday.heldCount
  const rank = Math.max(
    usedBefore < smsDailyCap ? 0 : today.heldCount + usedBefore - smsDailyCap + 1,
    reservedBefore - smsDailyCap + 1,
  )
  return rank > 0 ? latest(arrives, expectedTimeOfHeld(rank, election, day)) : arrives
}

const nothing: SmsCounts = { smsCount: 0, heldCount: 0 }

/**
 * When an SMS that waits for tomorrow should have arrived.
 * @param rank from 1, among all that the day puts off
 */
export function expectedTimeOfHeld(
  rank: number,
  election: Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond' | 'smsDailyCap'>,
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

/** When to expect an SMS at the soonest that leaves once it is looked at again. */
export function expectedTimeOfStopped(lookAgainAt: Date): Date {
  return secondsLater(lookAgainAt, sweepSeconds + carrierAllowanceSeconds)
}

/** When the sweep is to look at one that was put off, so that it leaves in time for its promise. */
export function releaseOfHeld(expectedAt: Date): Date {
  return secondsLater(expectedAt, -(sweepSeconds + carrierAllowanceSeconds))
}

/** From when on somebody may miss an SMS: as promised, or five minutes after it left if that is sooner. */
export function missedFrom(expectedAt: Date, sentAt: Date | undefined): Date {
  return sentAt ? earliest(expectedAt, secondsLater(sentAt, arrivalSeconds)) : expectedAt
}

/** How many SMS were handed over in a day, and how many must wait for the next. */
export interface SmsDays {
  /** Counts one more SMS, unless the day has had `cap` of them. */
  count(day: SmsDay, cap: number): Promise<boolean>
  /** An SMS that was counted did not leave. */
  uncount(day: SmsDay): Promise<void>
  /** @returns how many that day put off that still wait, this one included */
  countHeld(day: SmsDay): Promise<number>
  /** One that the day put off waits no more. */
  uncountHeld(day: SmsDay): Promise<void>
  find(day: SmsDay): Promise<SmsCounts>
}

/** Those who wait for the rate to let their SMS out. */
export interface SmsSlots {
  /**
   * Reserves the next moment, `earliest` or later. What it could not reserve wholly it gives back.
   * @param slotSeconds what the rate takes for one SMS
   */
  reserve(day: SmsDay, earliest: Date, slotSeconds: number): Promise<Reservation>
  /** What was reserved serves nobody. */
  release(day: SmsDay, slotSeconds: number): Promise<void>
}
