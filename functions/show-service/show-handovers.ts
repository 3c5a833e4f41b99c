import type { AnswerOf } from '../../shared/contract/routes.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { Clock, WallTime } from '../../shared/domain/instants.ts'
import type { HandoverDays } from '../../shared/domain/sms/handover-times.ts'
import { publishedLate, publishedTimes } from '../../shared/domain/sms/published-times.ts'

export async function showHandovers(
  { handoverDays, clock, wall }: Dependencies,
  { timeZone }: { timeZone: string },
): Promise<AnswerOf<'GET /api/service-status'>> {
  const now = clock()
  const [counts, late] = await Promise.all([
    handoverDays.find(electionDayOf(now, timeZone)),
    handoverDays.findLate(),
  ])
  return { at: wall(now).toISOString(), ...publishedTimes(counts), late: publishedLate(late, now) }
}

interface Dependencies {
  handoverDays: Pick<HandoverDays, 'find' | 'findLate'>
  clock: Clock<ElectionInstant>
  wall: WallTime
}
