import type { ElectionDay } from '../election-day.ts'

/** Senders lose some of the rate between two batches. */
const usableRate = 0.95

/** What `election.json` says of how SMS leave. */
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

/** What was reserved for a request. */
export interface Reservation {
  /** A moment of the rate. */
  moment: Date
  /** Its place in the day's cap, from 1: behind all that left today, and all that waits. */
  place: number
}

/** How far what was reserved goes. */
export interface SlotsTaken {
  /** No moment before it is free. */
  freeAt: Date
  /** How many places are taken. */
  taken: number
}

/** The moments of the rate that promises are made from, and the places of the day's cap. */
export interface SmsSlots {
  /**
   * Reserves the next moment, `earliest` or later, and the next place.
   * @param slotSeconds what the rate takes for one SMS
   */
  reserve(day: ElectionDay, earliest: Date, slotSeconds: number): Promise<Reservation>
  /** What was reserved serves nobody. */
  release(day: ElectionDay, slotSeconds: number): Promise<void>
  find(): Promise<SlotsTaken>
  /** No moment before `freeAt` is free, and so many more places are taken than were counted, or fewer. */
  correct(day: ElectionDay, correction: { freeAt: Date; more: number }): Promise<void>
}
