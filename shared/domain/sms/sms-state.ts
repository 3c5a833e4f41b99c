import type { ElectionDay } from '../election-day.ts'
import { type Permission, permissionOf, type SmsBreaker, type SmsBreakers } from './sms-breaker.ts'

export interface SmsCounts {
  smsCount: number
  heldCount: number
}

export interface DayCap {
  day: ElectionDay
  smsPerDay: number
}

export function dayOfTerritory({ day, endsAt }: ElectionDay, territory: string): ElectionDay {
  return { day: `${day}/${territory}`, endsAt }
}

export function calendarDayOf(day: string): string {
  return day.slice(0, '2026-11-25'.length)
}

export const isTerritoryDay = (day: string) => day !== calendarDayOf(day)

export function capsOfTerritories({ caps = {} }: SmsBreaker, day: ElectionDay): DayCap[] {
  return Object.entries(caps).map(([territory, { smsPerDay }]) => ({
    day: dayOfTerritory(day, territory),
    smsPerDay,
  }))
}

/** The territory's cap comes first, so that an SMS which it holds does not count against the daily cap. */
export function capsOfDay(
  day: ElectionDay,
  territory: string,
  { caps = {} }: SmsBreaker,
  { smsDailyCap }: { smsDailyCap: number },
): DayCap[] {
  const cap = caps[territory]
  const localCaps = cap ? [{ day: dayOfTerritory(day, territory), smsPerDay: cap.smsPerDay }] : []
  return [...localCaps, { day, smsPerDay: smsDailyCap }]
}

export function countHeldByCap({ smsPerDay }: DayCap, { smsCount, heldCount }: SmsCounts): number {
  const freeCount = Math.max(0, smsPerDay - smsCount)
  return Math.max(0, heldCount - freeCount)
}

export interface SmsDays {
  /** Returns false if the day already has `cap` SMS. */
  count(day: ElectionDay, cap: number): Promise<boolean>
  uncount(day: ElectionDay): Promise<void>
  raiseCount(day: ElectionDay, count: number): Promise<void>
  countHeldSms(day: ElectionDay): Promise<number>
  uncountHeldSms(day: ElectionDay): Promise<void>
  find(day: ElectionDay): Promise<SmsCounts>
}

export interface SmsState {
  breaker: SmsBreaker
  /** Keyed by `ElectionDay.day`. A missing key was not read. */
  counts: ReadonlyMap<string, SmsCounts>
}

export interface SmsStatePorts {
  smsBreakers: Pick<SmsBreakers, 'find'>
  smsDays: Pick<SmsDays, 'find'>
}

export async function readSmsState(
  { smsBreakers, smsDays }: SmsStatePorts,
  day: ElectionDay,
  wholeDays: readonly ElectionDay[] = [],
): Promise<SmsState> {
  const countsOf = (days: readonly ElectionDay[]) =>
    Promise.all(days.map(async (counter) => [counter.day, await smsDays.find(counter)] as const))
  const [breaker, counts] = await Promise.all([smsBreakers.find(), countsOf(wholeDays)])
  const territoryCounts = await countsOf(capsOfTerritories(breaker, day).map((cap) => cap.day))
  return { breaker, counts: new Map([...counts, ...territoryCounts]) }
}

/** Even if the SMS may leave, a conditional write on each cap still decides. */
export type SmsDecision = Permission | { timing: 'another-day'; cap: DayCap; counts: SmsCounts }

export function decideSms(
  { breaker, counts }: SmsState,
  territory: string,
  caps: readonly DayCap[],
  now: ElectionInstant,
): SmsDecision {
  const permission = permissionOf(breaker, territory, now)
  if (permission.timing === 'later') return permission
  for (const cap of caps) {
    const dayCounts = counts.get(cap.day.day)
    if (dayCounts && dayCounts.smsCount >= cap.smsPerDay) {
      return { timing: 'another-day', cap, counts: dayCounts }
    }
  }
  return permission
}
