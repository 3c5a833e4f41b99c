import { type ElectionDay, electionDayOf } from '../election-day.ts'
import { secondsLater } from '../instants.ts'
import type { DayCap, SmsDays } from '../sms/sms-state.ts'

/** Codes get a quarter of the rate and of the daily cap, so that they cannot crowd out identifiers. */
export const codesDivisor = 4

const minuteMilliseconds = 60_000

export function capsOfCodes(
  { day, endsAt }: ElectionDay,
  { smsPerSecond, smsDailyCap }: { smsPerSecond: number; smsDailyCap: number },
  now: ElectionInstant,
): DayCap[] {
  const minute = new Date(Math.floor(now.getTime() / minuteMilliseconds) * minuteMilliseconds)
  return [
    {
      day: { day: `${minute.toISOString().slice(0, 16)}/codes`, endsAt: secondsLater(now, 60) },
      smsPerDay: Math.floor((smsPerSecond * 60) / codesDivisor),
    },
    { day: { day: `${day}/codes`, endsAt }, smsPerDay: Math.floor(smsDailyCap / codesDivisor) },
  ]
}

export async function areCodesLeft(
  smsDays: Pick<SmsDays, 'find'>,
  election: Parameters<typeof capsOfCodes>[1] & { timeZone: string },
  now: ElectionInstant,
): Promise<boolean> {
  const caps = capsOfCodes(electionDayOf(now, election.timeZone), election, now)
  const counts = await Promise.all(caps.map(({ day }) => smsDays.find(day)))
  return caps.every(({ smsPerDay }, index) => (counts[index]?.smsCount ?? 0) < smsPerDay)
}
