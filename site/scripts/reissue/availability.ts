import type { Voter } from '../../../shared/contract/voter.ts'
import { periodStateAt } from '../../../shared/domain/election/open-period.ts'
import {
  bothFactorsLostText,
  closedText,
  closesSoonText,
  newPasswordFirstText,
  noneRemainingText,
  notYetOpenText,
  remainingText,
} from '../../../shared/texts/reissue/reissue-availability.ts'

type Refusal = 'not-open' | 'closed' | 'new-password-first' | 'both-factors-lost' | 'none-remaining'

/** Why no new identifier can be asked for now; undefined when it can (a request under way is not this one's matter). */
function refusalOf(voter: Voter, at: number): Refusal | undefined {
  const { passwordChangeRequired, bothFactorsLostUntil, remaining } = voter.reissue
  const period = periodAt(voter, at)
  if (period === 'not-open' || period === 'closed') return period
  if (passwordChangeRequired) return 'new-password-first'
  if (bothFactorsLostUntil && at < Date.parse(bothFactorsLostUntil)) return 'both-factors-lost'
  return remaining < 1 ? 'none-remaining' : undefined
}

export function mayAsk(voter: Voter, at: number): boolean {
  return refusalOf(voter, at) === undefined
}

/** In words, why no new identifier can be asked for. `at` is the server's clock (ms). */
export function whyNoReissue(voter: Voter, at: number): string | undefined {
  const { timeZone } = voter.election
  const now = new Date(at)
  const { opensAt, closesAt, bothFactorsLostUntil } = voter.reissue
  switch (refusalOf(voter, at)) {
    case 'not-open':
      return notYetOpenText(opensAt, timeZone, now)
    case 'closed':
      return closedText(closesAt, timeZone, now)
    case 'new-password-first':
      return newPasswordFirstText
    case 'both-factors-lost':
      return bothFactorsLostText(String(bothFactorsLostUntil), timeZone, now)
    case 'none-remaining':
      return noneRemainingText
    default:
      return undefined
  }
}

/** What a voter may still ask for, or why nothing. */
export function availabilityText(voter: Voter, at: number): string {
  const refusal = whyNoReissue(voter, at)
  if (refusal) return refusal
  const left = remainingText(voter.reissue.remaining)
  return periodAt(voter, at) === 'closes-soon'
    ? `${left} ${closesSoonText(voter.reissue.closesAt, voter.election.timeZone, new Date(at))}`
    : left
}

function periodAt({ reissue }: Voter, at: number) {
  const period = { opensAt: new Date(reissue.opensAt), closesAt: new Date(reissue.closesAt) }
  return periodStateAt(period, new Date(at))
}
