import type { AnswerOf } from '../../shared/contract/routes.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { lateCountOf, publishedTimes } from '../../shared/domain/sms/published-times.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function showHandovers(
  { handoverDays, clock, toWall }: Dependencies,
  { timeZone }: { timeZone: string },
): Promise<AnswerOf<'GET /api/service-status'>> {
  const now = clock()
  const [counts, late] = await Promise.all([
    handoverDays.find(electionDayOf(now, timeZone)),
    handoverDays.findLate(),
  ])
  return { at: toWall(now).toISOString(), ...publishedTimes(counts), late: lateCountOf(late, now) }
}

type Dependencies = Pick<ReissuePorts, 'handoverDays' | 'clock' | 'toWall'>
