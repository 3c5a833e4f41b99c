import type { Voter } from '../../shared/contract/voter.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock, WallTime } from '../../shared/domain/instants.ts'
import { lastUsefulText, tooLateText } from '../../shared/texts/reissue/last-useful-request.ts'

/** What a voter is told of the last useful request. */
export function usefulnessOf(
  lastUsefulAt: Date | undefined,
  from: Voter['identifier']['from'],
  { election, clock, wall }: { election: Election; clock: Clock; wall: WallTime },
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
