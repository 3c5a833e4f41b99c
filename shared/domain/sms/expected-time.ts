import type { ElectionDay } from '../election-day.ts'
import { earliest, latest, secondsLater } from '../instants.ts'
import { type SlotsTaken, type SmsRate, slotSeconds } from './sms-slots.ts'

/** From SNS to the handset, a try that SNS did not take included. */
const carrierAllowanceSeconds = 60
/** What is added when nobody can say how many wait. */
const unknownBacklogSeconds = 900
/** An SMS that left is there within this time, or somebody may wonder. */
const arrivalSeconds = 300
/** The sweep comes every minute, and takes one to put its load back. */
const sweepSeconds = 120

/**
 * What a request that is made now is promised: the latest of what is known.
 * @param slots undefined when they could not be read
 */
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

/**
 * Until when a request still makes sense, if as many wait then as now: its SMS is promised for before the vote closes.
 * @param slots undefined when they could not be read
 */
export function lastUsefulRequest(
  slots: SlotsTaken | undefined,
  election: SmsRate & {
    dates: { reissueClosesAt: ElectionInstant; voteClosesAt: ElectionInstant }
  },
  day: ElectionDay,
  now: ElectionInstant,
): ElectionInstant {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const promised = promisedNow(slots, election, day, now)
  const waitSeconds = (promised.getTime() - now.getTime()) / 1000
  return earliest(reissueClosesAt, secondsLater(voteClosesAt, -waitSeconds))
}

/** When an SMS that waits for tomorrow should have arrived. @param rank from 1, among all that the day puts off */
export function expectedTimeOfHeld(
  rank: number,
  election: Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond' | 'smsDailyCap'>,
  day: ElectionDay,
): ElectionInstant {
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
export function expectedTimeOfStopped(lookAgainAt: ElectionInstant): ElectionInstant {
  return secondsLater(lookAgainAt, sweepSeconds + carrierAllowanceSeconds)
}

/** When the sweep is to look at one that was put off, so that it leaves in time for its promise. */
export function releaseOfHeld(expectedAt: ElectionInstant): ElectionInstant {
  return secondsLater(expectedAt, -(sweepSeconds + carrierAllowanceSeconds))
}

export function departureOf<Instant extends AnyInstant>(expectedAt: Instant): Instant {
  return secondsLater(expectedAt, -carrierAllowanceSeconds)
}

/** From when on somebody may miss an SMS: as promised, or five minutes after it left if that is sooner. */
export function missedFrom<Instant extends AnyInstant>(
  expectedAt: Instant,
  sentAt: Instant | undefined,
): Instant {
  return sentAt ? earliest(expectedAt, secondsLater(sentAt, arrivalSeconds)) : expectedAt
}
