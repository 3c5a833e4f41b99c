import type { ElectionDay } from '../election-day.ts'
import { earliestOf, latestOf, secondsLater } from '../instants.ts'
import type { DayCap } from './sms-state.ts'

/** Share of the configured rate that senders reach. */
const usableShare = 0.95

export interface SmsRate {
  smsDelaySeconds: number
  smsPerSecond: number
  mailsPerSecond: number
  smsDailyCap: number
}

export type SlotRate = Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond'>

/** The mail rate limits SMS too, since SMS wait for their mails. */
export function slotSeconds({ smsPerSecond, mailsPerSecond }: SlotRate): number {
  return 1 / (Math.min(smsPerSecond, mailsPerSecond) * usableShare)
}

export interface SlotUsage {
  freeAt: ElectionInstant
  /** SMS, sent or waiting, that count against today's cap. */
  count: number
}

export interface SmsSlots {
  find(): Promise<SlotUsage>
  reserve(
    day: ElectionDay,
    slot: { readyAt: ElectionInstant; lengthSeconds: number; usage: SlotUsage },
  ): Promise<void>
  correct(day: ElectionDay, correction: { freeAt: ElectionInstant; delta: number }): Promise<void>
}

const carrierAllowanceSeconds = 60
const unknownBacklogSeconds = 900
const reportDelaySeconds = 300
/** Time for the reconciler, which runs every minute, to requeue a request. */
const requeueSeconds = 120

export function expectedTime(
  slotUsage: SlotUsage | undefined,
  election: SmsRate,
  day: ElectionDay,
  now: ElectionInstant,
): ElectionInstant {
  const readyAt = secondsLater(now, election.smsDelaySeconds)
  if (!slotUsage) return secondsLater(readyAt, carrierAllowanceSeconds + unknownBacklogSeconds)
  const freeSlotAt = secondsLater(latestOf(readyAt, slotUsage.freeAt), carrierAllowanceSeconds)
  const rank = slotUsage.count + 1 - election.smsDailyCap
  const cap = { day, smsPerDay: election.smsDailyCap }
  return rank > 0 ? latestOf(freeSlotAt, expectedTimeOfRank(rank, cap, election)) : freeSlotAt
}

/** @param rank from 1, among all SMS that this cap holds */
export function expectedTimeOfRank(
  rank: number,
  { day, smsPerDay }: DayCap,
  rate: SlotRate,
): ElectionInstant {
  // The following days are capped too, and a day may have 25 hours.
  const fullDays = Math.floor((rank - 1) / smsPerDay)
  const dayRank = rank - fullDays * smsPerDay
  return secondsLater(
    day.endsAt,
    fullDays * 25 * 3600 + dayRank * slotSeconds(rate) + requeueSeconds + carrierAllowanceSeconds,
  )
}

export function expectedTimeAfter(checkAgainAt: ElectionInstant): ElectionInstant {
  return secondsLater(checkAgainAt, requeueSeconds + carrierAllowanceSeconds)
}

export function checkTimeFor(expectedAt: ElectionInstant): ElectionInstant {
  return secondsLater(expectedAt, -(requeueSeconds + carrierAllowanceSeconds))
}

export function departureOf<Instant extends AnyInstant>(expectedAt: Instant): Instant {
  return secondsLater(expectedAt, -carrierAllowanceSeconds)
}

export function reportableAt<Instant extends AnyInstant>(
  expectedAt: Instant,
  sentAt: Instant | undefined,
): Instant {
  return sentAt ? earliestOf(expectedAt, secondsLater(sentAt, reportDelaySeconds)) : expectedAt
}
