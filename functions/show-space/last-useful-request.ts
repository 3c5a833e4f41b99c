import type { Voter } from '../../shared/contract/voter.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { type ElectionDay, electionDayOf } from '../../shared/domain/election-day.ts'
import { type Clock, earliest, secondsLater, type WallTime } from '../../shared/domain/instants.ts'

import { promisedNow } from '../../shared/domain/sms/expected-time.ts'
import type { SlotsTaken, SmsRate, SmsSlots } from '../../shared/domain/sms/sms-slots.ts'
import { lastUsefulText, tooLateText } from '../../shared/texts/reissue/last-useful-request.ts'

const toldSeconds = 86_400

/** Returns until when a request leads to a vote, on the last day. */
export async function findLastUseful(
  smsSlots: Pick<SmsSlots, 'find'>,
  election: Election<ElectionInstant>,
  now: ElectionInstant,
): Promise<ElectionInstant | undefined> {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const end = earliest(reissueClosesAt, voteClosesAt)
  if (now >= end || now < secondsLater(end, -toldSeconds)) return undefined
  // Without the count of those that wait it is earlier.
  const slots = await smsSlots.find().catch(() => undefined)
  return lastUsefulRequest(slots, election, electionDayOf(now, election.timeZone), now)
}

/** Until when a request's SMS would be promised for before the vote closes, if as many wait then as now. */
export function lastUsefulRequest(
  slots: SlotsTaken | undefined,
  election: SmsRate & {
    dates: { reissueClosesAt: ElectionInstant; voteClosesAt: ElectionInstant }
  },
  day: ElectionDay,
  now: ElectionInstant,
): ElectionInstant {
  const { reissueClosesAt, voteClosesAt } = election.dates
  const promised = promisedNow(slots, election, day, now)
  const waitSeconds = (promised.getTime() - now.getTime()) / 1000
  return earliest(reissueClosesAt, secondsLater(voteClosesAt, -waitSeconds))
}

export function usefulnessOf(
  lastUsefulAt: ElectionInstant | undefined,
  from: Voter['identifier']['from'],
  {
    election,
    clock,
    wall,
  }: { election: Election<ElectionInstant>; clock: Clock<ElectionInstant>; wall: WallTime },
): Pick<Voter['reissue'], 'usefulUntil' | 'usefulText'> {
  if (!lastUsefulAt) return {}
  const { timeZone, dates } = election
  const now = wall(clock())
  if (clock() >= lastUsefulAt) {
    return { usefulText: tooLateText(wall(dates.voteClosesAt), from, timeZone, now) }
  }
  const at = wall(lastUsefulAt)
  return { usefulUntil: at.toISOString(), usefulText: lastUsefulText(at, timeZone, now) }
}
