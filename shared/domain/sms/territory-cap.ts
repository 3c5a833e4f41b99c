import type { ElectionDay } from '../election-day.ts'
import type { SmsBreaker, TerritoryCap } from './sms-breaker.ts'
import type { SmsCounts } from './sms-days.ts'

/** So many SMS at most may leave in a day: of all, or of those to one territory. */
export interface DayCap {
  day: ElectionDay
  smsPerDay: number
}

/** The SMS of a day to one territory are counted like those of a day, beside them. */
export function dayOfTerritory({ day, endsAt }: ElectionDay, territory: string): ElectionDay {
  return { day: `${day}/${territory}`, endsAt }
}

/** `2026-11-25` of what that day put off, be it of all SMS or of those to one territory. */
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

/** The caps of one SMS, its territory's first: what that puts off takes no place of the day. */
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

/** How many of those that a day put off wait for the next: a cap that was raised lets some leave today. */
export function heldByCap({ smsPerDay }: DayCap, { smsCount, heldCount }: SmsCounts): number {
  const free = Math.max(0, smsPerDay - smsCount)
  return Math.max(0, heldCount - free)
}

/** For the team: in place of the one that it had. */
export function capTerritory(
  breaker: SmsBreaker,
  territory: string,
  cap: TerritoryCap,
): SmsBreaker {
  return { ...breaker, caps: { ...breaker.caps, [territory]: cap } }
}

/** @returns the breaker itself when the territory has no cap */
export function uncapTerritory(breaker: SmsBreaker, territory: string): SmsBreaker {
  const { [territory]: cap, ...caps } = breaker.caps ?? {}
  return cap ? { ...breaker, caps } : breaker
}
