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

/** How long the rate takes to let one more SMS out: none leaves before its mail. */
export function slotSeconds({ smsPerSecond, mailsPerSecond }: SlotRate): number {
  return 1 / (Math.min(smsPerSecond, mailsPerSecond) * usableRate)
}

export interface SlotsTaken {
  /** No moment before it is free. */
  freeAt: ElectionInstant
  /** Places of the day's cap: the SMS that left today, and those that wait. */
  taken: number
}

export interface SmsSlots {
  find(): Promise<SlotsTaken>
  /**
   * Takes the next moment from `ready` on, and the next place.
   * @param slot its `seconds` are what one SMS takes of the rate; `found` is what its promise was made from
   */
  take(
    day: ElectionDay,
    slot: { ready: ElectionInstant; seconds: number; found: SlotsTaken },
  ): Promise<void>
  /** No moment before `freeAt` is free, and `more` places are taken than were found, or fewer if it is negative. */
  correct(day: ElectionDay, slots: { freeAt: ElectionInstant; more: number }): Promise<void>
}
