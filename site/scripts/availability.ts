import type { Voter } from '../../shared/contract/voter.ts'
import {
  bothFactorsLostText,
  closedText,
  newPasswordFirstText,
  noneRemainingText,
  notYetOpenText,
} from '../../shared/texts/reissue-availability.ts'

/** Why no new identifier can be asked for now; undefined when it can (a request under way is not this one's matter). */
export function whyNoReissue({ election, reissue }: Voter, at: number): string | undefined {
  const { timeZone } = election
  const { open, opensAt, closesAt, bothFactorsLostUntil } = reissue
  if (!open) {
    return at < Date.parse(opensAt)
      ? notYetOpenText(opensAt, timeZone)
      : closedText(closesAt, timeZone)
  }
  if (reissue.passwordChangeRequired) return newPasswordFirstText
  if (bothFactorsLostUntil && at < Date.parse(bothFactorsLostUntil)) {
    return bothFactorsLostText(bothFactorsLostUntil, timeZone)
  }
  return reissue.remaining < 1 ? noneRemainingText : undefined
}
