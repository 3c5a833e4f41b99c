import type { ElectionDay } from '../election-day.ts'

/** SMS of a day that left, and those deferred by its cap that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

export interface SmsDays {
  /** Returns false if the day already has `cap` SMS. */
  count(day: ElectionDay, cap: number): Promise<boolean>
  uncount(day: ElectionDay): Promise<void>
  countAtLeast(day: ElectionDay, count: number): Promise<void>
  /** Returns how many SMS the day holds, this one included. */
  countHeld(day: ElectionDay): Promise<number>
  uncountHeld(day: ElectionDay): Promise<void>
  find(day: ElectionDay): Promise<SmsCounts>
}
