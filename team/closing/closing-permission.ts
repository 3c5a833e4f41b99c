import type { RequestSummary } from '../../shared/contract/team-requests.ts'
import { type Approval, isPendingApproval } from '../../shared/domain/approval.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { CommandError } from '../command-error.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { RefusalError, type requestApproval, requireApproval } from '../keys/ask-team-function.ts'
import { closingTexts as texts } from './texts.ts'

export interface Permission {
  request?: RequestSummary
  approvedBy?: string | undefined
}

export interface ClosingApproval {
  /** Returns the stored requests for this closing without verifying their proofs. */
  findRequests(): Promise<Approval[]>
  request(reason: string | undefined): ReturnType<typeof requestApproval>
}

/**
 * Before the end of appeals, throws until a second person has approved.
 * @returns undefined if the tables are gone, or if the keys are gone and a second person would have to approve
 */
export async function permissionToClose(
  { findRequests, request: ask }: ClosingApproval,
  { dates, timeZone }: Pick<Election, 'dates' | 'timeZone'>,
  { haveEnded, now }: { haveEnded: boolean; now: Date },
  reasonText: string,
): Promise<Permission | undefined> {
  const requests = await ignoreMissing(findRequests)
  if (!requests) return undefined
  if (haveEnded) return {}
  const reason = isReason(reasonText) ? reasonText : undefined
  if (reason === undefined && !requests.some((request) => isPendingApproval(request, now)))
    throw new CommandError(texts.beforeAppealsEnd(dates.appealsUntil, timeZone))
  try {
    return requireApproval(await ask(reason), false)
  } catch (error) {
    if (error instanceof RefusalError && error.refusal === 'keys-gone') return undefined
    throw error
  }
}
