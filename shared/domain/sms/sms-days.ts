import type { ElectionDay } from '../election-day.ts'

/** What left in a day, and how many it put off that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

export interface SmsDays {
  /** Counts one more SMS, unless the day has had `cap` of them. */
  count(day: ElectionDay, cap: number): Promise<boolean>
  uncount(day: ElectionDay): Promise<void>
  /** So many left before anybody counted, or more. */
  countAtLeast(day: ElectionDay, count: number): Promise<void>
  /** @returns how many that day put off that still wait, this one included */
  countHeld(day: ElectionDay): Promise<number>
  uncountHeld(day: ElectionDay): Promise<void>
  find(day: ElectionDay): Promise<SmsCounts>
}
