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

export interface Reservation {
  moment: Date
  /** Its place in the day's cap, from 1: behind all that left today, and all that waits. */
  place: number
}

export interface SlotsTaken {
  /** No moment before it is free. */
  freeAt: Date
  taken: number
}

export interface SmsSlots {
  /** Reserves the next moment from `earliest` on, and the next place. @param slotSeconds what one SMS takes */
  reserve(day: ElectionDay, earliest: Date, slotSeconds: number): Promise<Reservation>
  release(day: ElectionDay, slotSeconds: number): Promise<void>
  find(): Promise<SlotsTaken>
  /** No moment before `freeAt` is free, and so many more places are taken than were counted, or fewer. */
  correct(day: ElectionDay, correction: { freeAt: Date; more: number }): Promise<void>
}
