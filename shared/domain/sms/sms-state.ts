import type { ElectionDay } from '../election-day.ts'
import { capsOfTerritories, type DayCap, type SmsCounts, type SmsDays } from './daily-caps.ts'
import { type Permission, permissionOf, type SmsBreaker, type SmsBreakers } from './sms-breaker.ts'

export interface SmsState {
  breaker: SmsBreaker
  /** Keyed by day or by territory and day. A missing key was not read. */
  counts: ReadonlyMap<string, SmsCounts>
}

export interface SmsReadings {
  smsBreakers: Pick<SmsBreakers, 'find'>
  smsDays: Pick<SmsDays, 'find'>
}

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

/** For `now`, a conditional write on each cap still decides. */
export type Verdict = Permission | { leaves: 'another-day'; cap: DayCap; counts: SmsCounts }

export function judge(
  { breaker, counts }: SmsState,
  territory: string,
  caps: readonly DayCap[],
  now: ElectionInstant,
): Verdict {
  const permission = permissionOf(breaker, territory, now)
  if (permission.leaves === 'later') return permission
  for (const cap of caps) {
    const dayCounts = counts.get(cap.day.day)
    if (dayCounts && dayCounts.smsCount >= cap.smsPerDay) {
      return { leaves: 'another-day', cap, counts: dayCounts }
    }
  }
  return permission
}
