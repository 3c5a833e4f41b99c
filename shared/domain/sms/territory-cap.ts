import type { ElectionDay } from '../election-day.ts'
import type { SmsBreaker } from './sms-breaker.ts'
import type { SmsCounts } from './sms-days.ts'

/** So many SMS may leave in a day, or to one territory in a day. */
export interface DayCap {
  day: ElectionDay
  smsPerDay: number
}

/** SMS to one territory are counted like those of a day, apart. */
export function dayOfTerritory({ day, endsAt }: ElectionDay, territory: string): ElectionDay {
  return { day: `${day}/${territory}`, endsAt }
}

/** `2026-11-25`, of that day or of a territory's day. */
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

/** The caps of one SMS. Its territory's comes first: an SMS that it puts off takes no place of the day. */
export function capsOn(
  day: ElectionDay,
  territory: string,
  breaker: SmsBreaker,
  { smsDailyCap }: { smsDailyCap: number },
): DayCap[] {
  const there = dayOfTerritory(day, territory).day
  const ofTerritory = capsOfTerritories(breaker, day).filter((cap) => cap.day.day === there)
  return [...ofTerritory, { day, smsPerDay: smsDailyCap }]
}

/** How many SMS wait for the next day: a cap that was raised lets some leave today. */
export function heldByCap({ smsPerDay }: DayCap, { smsCount, heldCount }: SmsCounts): number {
  const free = Math.max(0, smsPerDay - smsCount)
  return Math.max(0, heldCount - free)
}
