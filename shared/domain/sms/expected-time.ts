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

/** What was reserved for a request. */
export interface Reservation {
  /** A moment of the rate. */
  moment: Date
  /** Its place in the day's cap, from 1: behind all that left today, and all that waits. */
  place: number
}

/** What left in a day, and how many it put off that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

/** How far what was reserved goes. */
export interface SlotsTaken {
  /** No moment before it is free. */
  freeAt: Date
  /** How many places are taken. */
  taken: number
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

/**
 * When an SMS asked for `now` should have arrived: a promise, hence the latest of what is known.
 * @param reservation undefined when none could be had
 */
export function expectedTimeOf(
  reservation: Reservation | undefined,
  election: SmsRate,
  day: SmsDay,
  now: Date,
): Date {
  const ready = secondsLater(now, election.smsDelaySeconds)
  if (!reservation) return secondsLater(ready, carrierAllowanceSeconds + unknownBacklogSeconds)
  const { moment, place } = reservation
  const arrives = secondsLater(latest(ready, moment), carrierAllowanceSeconds)
  const rank = place - election.smsDailyCap
  return rank > 0 ? latest(arrives, expectedTimeOfHeld(rank, election, day)) : arrives
}

/** What a request that is made now is promised. @param slots undefined when they could not be read */
export function promisedNow(
  slots: SlotsTaken | undefined,
  election: SmsRate,
  day: SmsDay,
  now: Date,
): Date {
  const next = slots && {
    moment: latest(slots.freeAt, secondsLater(now, election.smsDelaySeconds)),
    place: slots.taken + 1,
  }
  return expectedTimeOf(next, election, day, now)
}

/**
 * Until when a request still makes sense, if as many wait then as now: its SMS is promised for before the vote closes.
 * @param slots undefined when they could not be read
 */
export function lastUsefulRequest(
  slots: SlotsTaken | undefined,
  election: SmsRate & { dates: { reissueClosesAt: Date; voteClosesAt: Date } },
  day: SmsDay,
  now: Date,
): Date {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const promised = promisedNow(slots, election, day, now)
  const waitSeconds = (promised.getTime() - now.getTime()) / 1000
  return earliest(reissueClosesAt, secondsLater(voteClosesAt, -waitSeconds))
}

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

/** When an SMS that is promised for `expectedAt` should leave. */
export function departureOf(expectedAt: Date): Date {
  return secondsLater(expectedAt, -carrierAllowanceSeconds)
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
  /** So many left before anybody counted, or more. */
  countAtLeast(day: SmsDay, count: number): Promise<void>
  /** @returns how many that day put off that still wait, this one included */
  countHeld(day: SmsDay): Promise<number>
  /** One that the day put off waits no more. */
  uncountHeld(day: SmsDay): Promise<void>
  find(day: SmsDay): Promise<SmsCounts>
}

/** The moments of the rate that promises are made from, and the places of the day's cap. */
export interface SmsSlots {
  /**
   * Reserves the next moment, `earliest` or later, and the next place.
   * @param slotSeconds what the rate takes for one SMS
   */
  reserve(day: SmsDay, earliest: Date, slotSeconds: number): Promise<Reservation>
  /** What was reserved serves nobody. */
  release(day: SmsDay, slotSeconds: number): Promise<void>
  find(): Promise<SlotsTaken>
  /** No moment before `freeAt` is free, and so many more places are taken than were counted, or fewer. */
  correct(day: SmsDay, correction: { freeAt: Date; more: number }): Promise<void>
}
