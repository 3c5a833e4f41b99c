import type { AnswerOf } from '../../shared/contract/routes.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { lateCountOf, publishedTimes } from '../../shared/domain/sms/published-times.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function showHandovers(
  { handoverDays, smsBreakers, clock, toWall }: Dependencies,
  { timeZone }: { timeZone: string },
): Promise<AnswerOf<'GET /api/service-status'>> {
  const now = clock()
  const [counts, lateSms, breaker] = await Promise.all([
    handoverDays.find(electionDayOf(now, timeZone)),
    handoverDays.findLate(),
    smsBreakers.find(),
  ])
  const isStopped = openScopes(breaker, now).some(({ scope }) => scope === 'account')
  return {
    at: toWall(now).toISOString(),
    ...publishedTimes(counts),
    late: lateCountOf(lateSms, now),
    ...(isStopped && { stopped: true }),
  }
}

type Dependencies = Pick<ReissuePorts, 'handoverDays' | 'smsBreakers' | 'clock' | 'toWall'>
