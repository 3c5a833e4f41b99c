import type { NoneLeft } from '../../texts/reissue/none-left.ts'
import type { Approval, ApprovalUse } from '../approval.ts'
import type { Election } from '../election/election.ts'
import { type KeysFor, versionIdOf } from '../keys.ts'
import { type Found, refusalOf, type VoterClaim, voterRules } from '../reissue/reissue-rules.ts'
import { holdsNotice, noticeIdentifier } from '../roll/notice.ts'
import { inGroupsOfFour } from '../voter/identifier.ts'
import { remainingReissues, type Voter } from '../voter/voter.ts'

/** A notice counts as a request, and staff may print some beyond the requests. */
export const printingClaim = (
  { voterId, sessionEpoch }: Pick<Voter, 'voterId' | 'sessionEpoch'>,
  { limits, bothLostHours }: Pick<Election<ElectionInstant>, 'limits' | 'bothLostHours'>,
  now: ElectionInstant,
): VoterClaim => ({
  session: { voterId, epoch: sessionEpoch },
  limits: { ...limits, reissuesPerVoter: printingLimit(limits) },
  ...{ bothLostHours, now },
})

const printingLimit = ({ reissuesPerVoter, noticesBeyondRequests }: Election['limits']) =>
  reissuesPerVoter + noticesBeyondRequests

/** Says what staff may still do for a voter who has no request left; undefined if one is left. */
export function noneLeftOf(
  voter: Pick<Voter, 'reissueCount' | 'smsCount'>,
  limits: Election['limits'],
): NoneLeft | undefined {
  if (remainingReissues(voter, limits) > 0) return undefined
  if (voter.reissueCount < limits.reissuesPerVoter) return 'sms-ceiling'
  return voter.reissueCount < printingLimit(limits) ? 'notice-left' : 'nothing-left'
}

/** Applies the rules of a request for an SMS, without the phone's. */
export function mayPrintFor(voter: Voter, claim: VoterClaim): boolean {
  const found: Found = { voter: { item: voter } }
  return refusalOf(voterRules, found, claim) === undefined
}

/** Six symbols each, such as `B5XX XX` and `XX XXXX`. */
export interface Halves {
  /** For the staff. */
  beginning: string
  /** For the voter alone. */
  end: string
}

const beginningLength = 'B5XX XX'.length

/** Splits the valid identifier; undefined unless it is that of a notice which staff printed. */
export function halvesOf(keys: KeysFor<'identifier'>, voter: Voter): Halves | undefined {
  if (!voter.noticeWishId || !holdsNotice(voter)) return undefined
  const identifier = noticeIdentifier(keys, voter, versionIdOf(voter.identifierHash))
  const grouped = inGroupsOfFour(identifier)
  return { beginning: grouped.slice(0, beginningLength), end: grouped.slice(beginningLength) }
}

/** True if this approval printed the notice whose identifier is valid. */
export const isPrintedFor = (voter: Voter, { approvalId }: Pick<Approval, 'approvalId'>): boolean =>
  voter.noticeWishId === approvalId && holdsNotice(voter)

export interface PrintedNotices {
  /**
   * Replaces the voter's identifier and counts a request, in one transaction with the approval.
   * @returns false if the voter changed since or the rules refuse; nothing was written
   */
  print(voter: Voter, renewed: Voter, claim: VoterClaim, use: ApprovalUse): Promise<boolean>
}
