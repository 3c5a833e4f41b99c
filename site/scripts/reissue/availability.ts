import type { Voter } from '../../../shared/contract/voter.ts'
import { type Eligibility, obstacleOf } from '../../../shared/domain/reissue/may-ask.ts'
import { localTimeText } from '../../../shared/texts/overseas-time.ts'
import {
  bothFactorsLostText,
  callHelpdeskText,
  needsKnownPhoneText,
  newPasswordFirstText,
  remainingText,
  requestsClosedText,
  requestsNotOpenText,
  requestsSuspendedText,
} from '../../../shared/texts/reissue/reissue-availability.ts'

export function mayAsk(voter: Voter, at: number): boolean {
  return obstacleOf(eligibilityOf(voter), new Date(at)) === undefined
}

export function whyNoReissue(voter: Voter, at: number): string | undefined {
  const { timeZone } = voter.election
  const now = new Date(at)
  const { opensAt, closesAt, bothFactorsLostUntil } = voter.reissue
  switch (obstacleOf(eligibilityOf(voter), now)) {
    case 'suspended':
      return requestsSuspendedText
    case 'not-open':
      return requestsNotOpenText(opensAt, timeZone, now)
    case 'closed':
      return requestsClosedText(closesAt, timeZone, now)
    case 'password-change-required':
      return newPasswordFirstText
    case 'both-factors-lost':
      return bothFactorsLostText(String(bothFactorsLostUntil), timeZone, now)
    case 'phone-unknown':
      return `${needsKnownPhoneText} ${callHelpdeskText}`
    case 'none-remaining':
      return voter.reissue.noneLeftText ?? remainingText(0)
    default:
      return undefined
  }
}

export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function availabilityText(voter: Voter, at: number): string {
  const refusal = whyNoReissue(voter, at)
  if (refusal) return refusal
  const { remaining, usefulText = '', usefulUntil = '' } = voter.reissue
  const localText = localTimeText(usefulUntil, voter.election.timeZone, localZone(), new Date(at))
  const useful = localText ? usefulText.replace(')', `, ${localText})`) : usefulText
  return `${remainingText(remaining)} ${useful}`.trim()
}

function eligibilityOf({ reissue, election, phones }: Voter): Eligibility<WallInstant> {
  const { opensAt, closesAt, bothFactorsLostUntil, ...eligibility } = reissue
  return {
    ...eligibility,
    suspended: election.suspended,
    needsKnownPhone: phones?.otherPhone === 'refuse' && !phones.known?.settled,
    opensAt: new Date(opensAt),
    closesAt: new Date(closesAt),
    bothFactorsLostUntil: bothFactorsLostUntil ? new Date(bothFactorsLostUntil) : undefined,
  }
}
