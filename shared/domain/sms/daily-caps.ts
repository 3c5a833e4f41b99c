import type { ElectionDay } from '../election-day.ts'
import type { SmsBreaker } from './sms-breaker.ts'

/** SMS of a day that left, and those deferred by its cap that still wait. */
export interface SmsCounts {
  smsCount: number
  heldCount: number
}

export interface DayCap {
  day: ElectionDay
  smsPerDay: number
}

/** Counter key of a territory's SMS on that day. */
export function dayOfTerritory({ day, endsAt }: ElectionDay, territory: string): ElectionDay {
  return { day: `${day}/${territory}`, endsAt }
}

/** Strips the territory from a counter key, such as `2026-11-25/RE`. */
export function calendarDayOf(day: string): string {
  return day.slice(0, '2026-11-25'.length)
}

export const isOfTerritory = (day: string) => day !== calendarDayOf(day)

export function capsOfTerritories({ caps = {} }: SmsBreaker, day: ElectionDay): DayCap[] {
  return Object.entries(caps).map(([territory, { smsPerDay }]) => ({
    day: dayOfTerritory(day, territory),
    smsPerDay,
  }))
}

/** The territory's cap comes first, so that an SMS which it defers does not use up the day's. */
export function capsOn(
  day: ElectionDay,
  territory: string,
  { caps = {} }: SmsBreaker,
  { smsDailyCap }: { smsDailyCap: number },
): DayCap[] {
  const cap = caps[territory]
  const ofTerritory = cap ? [{ day: dayOfTerritory(day, territory), smsPerDay: cap.smsPerDay }] : []
  return [...ofTerritory, { day, smsPerDay: smsDailyCap }]
}

/** Some of the held SMS may leave today if the cap was raised. */
export function heldByCap({ smsPerDay }: DayCap, { smsCount, heldCount }: SmsCounts): number {
  const free = Math.max(0, smsPerDay - smsCount)
  return Math.max(0, heldCount - free)
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
