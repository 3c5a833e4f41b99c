import type { ElectionDay } from '../election-day.ts'

/** SMS that left in a day, and those that it put off and that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

export interface SmsDays {
  /** Counts one more SMS. Returns false if the day has had `cap` of them. */
  count(day: ElectionDay, cap: number): Promise<boolean>
  uncount(day: ElectionDay): Promise<void>
  /** Sets the count to `count` if it is less. */
  countAtLeast(day: ElectionDay, count: number): Promise<void>
  /** Returns how many held by that day still wait, this one included. */
  countHeld(day: ElectionDay): Promise<number>
  uncountHeld(day: ElectionDay): Promise<void>
  find(day: ElectionDay): Promise<SmsCounts>
}
