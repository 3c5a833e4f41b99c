import type { Voter } from '../../shared/contract/voter.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import { type Clock, earliestOf, secondsLater, type ToWall } from '../../shared/domain/instants.ts'
import {
  expectedTime,
  type SlotUsage,
  type SmsRate,
  type SmsSlots,
} from '../../shared/domain/sms/expected-time.ts'
import { lastUsefulText, tooLateText } from '../../shared/texts/reissue/last-useful-request.ts'

const lastDaySeconds = 86_400

export async function findLastUsefulAt(
  smsSlots: Pick<SmsSlots, 'find'>,
  election: Election<ElectionInstant>,
  now: ElectionInstant,
): Promise<ElectionInstant | undefined> {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const end = earliestOf(reissueClosesAt, voteClosesAt)
  if (now >= end || now < secondsLater(end, -lastDaySeconds)) return undefined
  const slots = await smsSlots.find().catch(() => undefined)
  return lastUsefulTime(slots, election, electionDayOf(now, election.timeZone), now)
}

export function lastUsefulTime(
  slots: SlotUsage | undefined,
  election: SmsRate & {
    dates: { reissueClosesAt: ElectionInstant; voteClosesAt: ElectionInstant }
  },
  day: ElectionDay,
  now: ElectionInstant,
): ElectionInstant {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const expectedAt = expectedTime(slots, election, day, now)
  const waitSeconds = (expectedAt.getTime() - now.getTime()) / 1000
  return earliestOf(reissueClosesAt, secondsLater(voteClosesAt, -waitSeconds))
}

export function usefulTimeOf(
  lastUsefulAt: ElectionInstant | undefined,
  identifierSource: Voter['identifier']['from'],
  {
    election,
    clock,
    toWall,
  }: { election: Election<ElectionInstant>; clock: Clock<ElectionInstant>; toWall: ToWall },
): Pick<Voter['reissue'], 'usefulUntil' | 'usefulText'> {
  if (!lastUsefulAt) return {}
  const { timeZone, dates } = election
  const now = toWall(clock())
  if (clock() >= lastUsefulAt) {
    return { usefulText: tooLateText(toWall(dates.voteClosesAt), identifierSource, timeZone, now) }
  }
  const at = toWall(lastUsefulAt)
  return { usefulUntil: at.toISOString(), usefulText: lastUsefulText(at, timeZone, now) }
}
