import type { ElectionDay } from '../election-day.ts'

/** Senders lose part of the rate between batches. */
const usableRate = 0.95

export interface SmsRate {
  smsDelaySeconds: number
  smsPerSecond: number
  mailsPerSecond: number
  smsDailyCap: number
}

export type SlotRate = Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond'>

/** Mails also limit the rate, since each SMS waits for one. */
export function slotSeconds({ smsPerSecond, mailsPerSecond }: SlotRate): number {
  return 1 / (Math.min(smsPerSecond, mailsPerSecond) * usableRate)
}

export interface SlotsTaken {
  freeAt: ElectionInstant
  /** SMS of today's cap: those that left and those that wait. */
  taken: number
}

export interface SmsSlots {
  find(): Promise<SlotsTaken>
  /** Reserves one SMS of the cap and the first free slot from `ready` on. `found`: the reading behind the promised time. */
  take(
    day: ElectionDay,
    slot: { ready: ElectionInstant; seconds: number; found: SlotsTaken },
  ): Promise<void>
  /** Reserves all times before `freeAt`, and adds `more` to the cap's use (may be negative). */
  correct(day: ElectionDay, slots: { freeAt: ElectionInstant; more: number }): Promise<void>
}
