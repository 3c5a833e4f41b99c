import {
  type ActionResult,
  approveInFile,
  type FileContext,
} from '../../shared/access/act-in-file.ts'
import type { ApprovalUse } from '../../shared/domain/approval.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysOf } from '../../shared/domain/keys.ts'
import { nextNotice, noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import {
  isNoticePrintedFor,
  type PrintedNotices,
  printingClaim,
  splitNotice,
} from '../../shared/domain/staff/printed-notice.ts'
import { hashIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'

export interface PrintingResult {
  result: ActionResult
  beginning?: string
}

/** Staff get the identifier's first half; the voter alone sees the rest. */
export async function printNotice(
  dependencies: Dependencies,
  request: Pick<Parameters<typeof approveInFile>[1], 'cookie' | 'network' | 'shownExpiry'>,
): Promise<PrintingResult> {
  let renewedVoter: Voter | undefined
  const result = await approveInFile(dependencies, {
    ...request,
    kind: 'print-notice',
    async carryOut(fileContext, approvalUse) {
      renewedVoter = await storeNotice(dependencies, fileContext, approvalUse)
      return renewedVoter !== undefined
    },
    isStillInEffect(voter, approval) {
      if (isNoticePrintedFor(voter, approval) && splitNotice(dependencies.keys, voter))
        renewedVoter = voter
      return renewedVoter !== undefined
    },
  })
  const notice = renewedVoter && splitNotice(dependencies.keys, renewedVoter)
  return { result, ...(notice && { beginning: notice.beginning }) }
}

export async function storeNotice(
  { printedNotices, keys, election, electionClock }: PrintingPorts,
  { voter }: Pick<FileContext, 'voter'>,
  approvalUse: ApprovalUse,
): Promise<Voter | undefined> {
  const at = electionClock()
  const { approvalId: noticeWishId } = approvalUse.after
  const notice = { ...voter, ...nextNotice(voter, at), noticeWishId }
  const identifierHash = hashIdentifier(keys, voter.voterId, noticeIdentifier(keys, notice))
  const { noticeReturnedAt, identifierReissueId, ...renewedVoter } = { ...notice, identifierHash }
  const claim = printingClaim(voter, election, at)
  return (await printedNotices.print(voter, renewedVoter, claim, approvalUse))
    ? renewedVoter
    : undefined
}

export interface PrintingPorts {
  printedNotices: PrintedNotices
  keys: KeysOf<'identifierKeys'>
  election: Pick<Election, 'dates' | 'limits' | 'bothLostHours'>
  electionClock: Clock<ElectionInstant>
}

type Dependencies = PrintingPorts & Parameters<typeof approveInFile>[0]
