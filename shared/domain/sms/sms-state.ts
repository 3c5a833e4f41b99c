import type { ElectionDay } from '../election-day.ts'
import { type Permission, permissionOf, type SmsBreaker, type SmsBreakers } from './sms-breaker.ts'
import type { SmsCounts, SmsDays } from './sms-days.ts'
import { capsOfTerritories, type DayCap } from './territory-cap.ts'

/** All that may keep SMS from leaving, as one reading found it. */
export interface SmsState {
  breaker: SmsBreaker
  /** By day, or territory's day. A missing day was not read. */
  counts: ReadonlyMap<string, SmsCounts>
}

export interface SmsReadings {
  smsBreakers: Pick<SmsBreakers, 'find'>
  smsDays: Pick<SmsDays, 'find'>
}

/** Reads the breaker, the counts of each territory that has a cap, and those of the days in `also`. */
export async function readSmsState(
  { smsBreakers, smsDays }: SmsReadings,
  day: ElectionDay,
  also: readonly ElectionDay[] = [],
): Promise<SmsState> {
  const countsOf = (days: readonly ElectionDay[]) =>
    Promise.all(days.map(async (each) => [each.day, await smsDays.find(each)] as const))
  const [breaker, counts] = await Promise.all([smsBreakers.find(), countsOf(also)])
  const ofTerritories = await countsOf(capsOfTerritories(breaker, day).map((cap) => cap.day))
  return { breaker, counts: new Map([...counts, ...ofTerritories]) }
}

/** An SMS that leaves now takes a place of each cap, by a conditional write that decides. */
export type Verdict = Permission | { leaves: 'another-day'; cap: DayCap; counts: SmsCounts }

/** @param caps all that the SMS is under */
export function judge(
  { breaker, counts }: SmsState,
  territory: string,
  caps: readonly DayCap[],
  now: ElectionInstant,
): Verdict {
  const permission = permissionOf(breaker, territory, now)
  if (permission.leaves === 'later') return permission
  for (const cap of caps) {
    const found = counts.get(cap.day.day)
    if (found && found.smsCount >= cap.smsPerDay) {
      return { leaves: 'another-day', cap, counts: found }
    }
  }
  return permission
}
