import type { Voter } from '../../../shared/contract/voter.ts'
import { type Eligibility, obstacleOf } from '../../../shared/domain/reissue/obstacle.ts'
import { bothFactorsLostText, callHelpdeskText } from '../../../shared/texts/account/known-phone.ts'
import { localTimeText } from '../../../shared/texts/overseas-time.ts'
import {
  needsKnownPhoneText,
  newPasswordFirstText,
  remainingText,
  requestsClosedText,
  requestsNotOpenText,
  requestsSuspendedText,
} from '../../../shared/texts/reissue/reissue-availability.ts'

export function mayRequest(voter: Voter, at: number): boolean {
  return obstacleOf(eligibilityOf(voter, at), new Date(at)) === undefined
}

export function obstacleText(voter: Voter, at: number): string | undefined {
  const { timeZone } = voter.election
  const now = new Date(at)
  const { opensAt, closesAt, bothFactorsLostUntil } = voter.reissue
  switch (obstacleOf(eligibilityOf(voter, at), now)) {
    case 'suspended':
      return requestsSuspendedText
    case 'not-open':
      return requestsNotOpenText(opensAt, timeZone, now)
    case 'closed':
      return requestsClosedText(closesAt, timeZone, now)
    case 'password-change-required':
      return newPasswordFirstText
    case 'both-factors-lost':
      return bothFactorsLostText(bothFactorsLostUntil as string, closesAt, timeZone, now)
    case 'phone-unknown':
      return `${needsKnownPhoneText} ${callHelpdeskText}`
    case 'none-remaining':
      return voter.reissue.noneLeftText ?? remainingText(0)
    default:
      return undefined
  }
}

/** After these problems, no other value in the form would be accepted. */
export const lastingRefusals = [
  'both-factors-lost',
  'password-change-required',
  'reissue-closed',
  'sms-ceiling',
  'voter-limit',
]

export function getLocalZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function availabilityText(voter: Voter, at: number): string {
  const refusal = obstacleText(voter, at)
  if (refusal) return refusal
  const { remaining, usefulText = '', usefulUntil = '' } = voter.reissue
  const timeText = localTimeText(usefulUntil, voter.election.timeZone, getLocalZone(), new Date(at))
  const usefulSentence = timeText ? usefulText.replace(')', `, ${timeText})`) : usefulText
  return `${remainingText(remaining)} ${usefulSentence}`.trim()
}

/** A code requested in the last two minutes of the vote may come too late. */
const CODE_MARGIN_MS = 120_000

export function mayEndWaitByCode({ phones, election }: Voter, at: number): boolean {
  const isInTime = at < Date.parse(election.voteClosesAt) - CODE_MARGIN_MS
  return phones?.registration !== 'no-codes' && isInTime && isSettled(phones?.known, at)
}

/** `known.settled` may be out of date: the waiting period may end while the page is open. */
const isSettled = (known: NonNullable<Voter['phones']>['known'], at: number) =>
  known !== undefined && Date.parse(known.settlesAt) <= at

function eligibilityOf({ reissue, election, phones }: Voter, at: number): Eligibility<WallInstant> {
  const { opensAt, closesAt, bothFactorsLostUntil, ...eligibility } = reissue
  return {
    ...eligibility,
    suspended: election.suspended,
    needsKnownPhone: phones?.otherPhone === 'refuse' && !isSettled(phones.known, at),
    opensAt: new Date(opensAt),
    closesAt: new Date(closesAt),
    bothFactorsLostUntil: bothFactorsLostUntil ? new Date(bothFactorsLostUntil) : undefined,
  }
}
