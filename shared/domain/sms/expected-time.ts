import type { ElectionDay } from '../election-day.ts'
import { earliest, latest, secondsLater } from '../instants.ts'
import { type SlotsTaken, type SmsRate, slotSeconds } from './sms-slots.ts'

/** From SNS to the handset, a try that SNS did not take included. */
const carrierAllowanceSeconds = 60
/** Added if nobody can say how many wait. */
const unknownBacklogSeconds = 900
/** An SMS that left should arrive within this time. */
const arrivalSeconds = 300
/** The sweep runs every minute, and takes one to requeue its load. */
const sweepSeconds = 120

/** What a request made now is promised. @param slots undefined if they could not be read */
export function promisedNow(
  slots: SlotsTaken | undefined,
  election: SmsRate,
  day: ElectionDay,
  now: ElectionInstant,
): ElectionInstant {
  const ready = secondsLater(now, election.smsDelaySeconds)
  if (!slots) return secondsLater(ready, carrierAllowanceSeconds + unknownBacklogSeconds)
  const arrives = secondsLater(latest(ready, slots.freeAt), carrierAllowanceSeconds)
  const rank = slots.taken + 1 - election.smsDailyCap
  return rank > 0 ? latest(arrives, expectedTimeOfHeld(rank, election, day)) : arrives
}

/** When a held SMS should have arrived. @param rank from 1, among all that the day puts off */
export function expectedTimeOfHeld(
  rank: number,
  election: Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond' | 'smsDailyCap'>,
  day: ElectionDay,
): ElectionInstant {
  // The next day has a cap too. A day may have 25 hours.
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

export function expectedTimeOfStopped(lookAgainAt: ElectionInstant): ElectionInstant {
  return secondsLater(lookAgainAt, sweepSeconds + carrierAllowanceSeconds)
}

/** When the sweep has to requeue a held SMS so that it leaves in time for its promise. */
export function releaseOfHeld(expectedAt: ElectionInstant): ElectionInstant {
  return secondsLater(expectedAt, -(sweepSeconds + carrierAllowanceSeconds))
}

export function departureOf<Instant extends AnyInstant>(expectedAt: Instant): Instant {
  return secondsLater(expectedAt, -carrierAllowanceSeconds)
}

/** When a voter may miss an SMS: as promised, or five minutes after it left if that is sooner. */
export function missedFrom<Instant extends AnyInstant>(
  expectedAt: Instant,
  sentAt: Instant | undefined,
): Instant {
  return sentAt ? earliest(expectedAt, secondsLater(sentAt, arrivalSeconds)) : expectedAt
}
