import type { NoneLeftReason } from '../../texts/reissue/none-left.ts'
import type { Approval, ApprovalUse } from '../approval.ts'
import type { Election } from '../election/election.ts'
import { findVersion, type KeysFor, versionIdOf } from '../keys.ts'
import { type ReadItems, refusalOf, type VoterClaim, voterRules } from '../reissue/reissue-rules.ts'
import { isNoticeValid, noticeIdentifier } from '../roll/notice.ts'
import { identifierText } from '../voter/identifier.ts'
import { remainingReissues, type Voter } from '../voter/voter.ts'

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

export function noRequestLeftReason(
  voter: Pick<Voter, 'reissueCount' | 'smsCount'>,
  limits: Election['limits'],
): NoneLeftReason | undefined {
  if (remainingReissues(voter, limits) > 0) return undefined
  if (voter.reissueCount < limits.reissuesPerVoter) return 'sms-ceiling'
  return voter.reissueCount < printingLimit(limits) ? 'notice-left' : 'nothing-left'
}

export function mayPrintNotice(voter: Voter, claim: VoterClaim): boolean {
  const readItems: ReadItems = { voter: { item: voter } }
  return refusalOf(voterRules, readItems, claim) === undefined
}

/** Halves of an identifier: `B5XX XX` and `XX XXXX`. */
export interface SplitNotice {
  beginning: string
  /** Shown only to the voter. */
  end: string
}

const beginningLength = 'B5XX XX'.length

/** Returns undefined if staff printed no valid notice, or if the key version was retired: its identifiers cannot be derived again. */
export function splitNotice(keys: KeysFor<'identifier'>, voter: Voter): SplitNotice | undefined {
  const versionId = versionIdOf(voter.identifierHash)
  if (!voter.noticeWishId || !isNoticeValid(voter)) return undefined
  if (!findVersion(keys.identifier, versionId)) return undefined
  const identifier = noticeIdentifier(keys, voter, versionId)
  const text = identifierText(identifier)
  return { beginning: text.slice(0, beginningLength), end: text.slice(beginningLength) }
}

export const isNoticePrintedFor = (
  voter: Voter,
  { approvalId }: Pick<Approval, 'approvalId'>,
): boolean => voter.noticeWishId === approvalId && isNoticeValid(voter)

export interface PrintedNotices {
  /** @returns false if the identifier or approval changed, the voter was removed, or a rule refuses */
  print(voter: Voter, renewedVoter: Voter, claim: VoterClaim, use: ApprovalUse): Promise<boolean>
}
