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

/** Of the territory alone, if the team set one. */
export function capOfTerritory(
  { caps }: SmsBreaker,
  territory: string,
  day: ElectionDay,
): DayCap | undefined {
  const cap = caps?.[territory]
  return cap && dayCap(cap, territory, day)
}

export function capsOfTerritories(breaker: SmsBreaker, day: ElectionDay): DayCap[] {
  return Object.entries(breaker.caps ?? {}).map(([territory, cap]) => dayCap(cap, territory, day))
}

const dayCap = ({ smsPerDay }: TerritoryCap, territory: string, day: ElectionDay): DayCap => ({
  day: dayOfTerritory(day, territory),
  smsPerDay,
})

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
