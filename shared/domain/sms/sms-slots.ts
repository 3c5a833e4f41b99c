import type { ElectionDay } from '../election-day.ts'

/** Senders lose some of the rate between two batches. */
const usableRate = 0.95

export interface SmsRate {
  smsDelaySeconds: number
  smsPerSecond: number
  mailsPerSecond: number
  smsDailyCap: number
}

export type SlotRate = Pick<SmsRate, 'smsPerSecond' | 'mailsPerSecond'>

/** The time that one SMS takes of the rate. None leaves before its mail. */
export function slotSeconds({ smsPerSecond, mailsPerSecond }: SlotRate): number {
  return 1 / (Math.min(smsPerSecond, mailsPerSecond) * usableRate)
}

export interface SlotsTaken {
  freeAt: ElectionInstant
  /** Places of the day's cap: SMS that left today, and those that wait. */
  taken: number
}

export interface SmsSlots {
  find(): Promise<SlotsTaken>
  /** Takes the next moment from `ready` on, and the next place. `found` is what the promise was made from. */
  take(
    day: ElectionDay,
    slot: { ready: ElectionInstant; seconds: number; found: SlotsTaken },
  ): Promise<void>
  /** Takes all moments before `freeAt`, and `more` places, or gives places back if it is negative. */
  correct(day: ElectionDay, slots: { freeAt: ElectionInstant; more: number }): Promise<void>
}
