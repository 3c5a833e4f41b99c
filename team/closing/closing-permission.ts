import type { RequestSummary } from '../../shared/contract/team-requests.ts'
import { type Approval, isAwaited } from '../../shared/domain/approval.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { agreedIn, type askApproval, KeysRefusedError } from '../keys/ask-team-function.ts'
import { unlessGone } from '../unless-gone.ts'

export type Permission =
  /** Only two people's request has a requester and an approver. */
  | { is: 'given'; request?: RequestSummary; approvedBy?: string | undefined }
  /** Tables or keys are gone: nobody can ask any more. */
  | { is: 'under-way' }
  | { is: 'reasonless' }

export interface ClosingApproval {
  /** Stored requests for this closing, whose proofs are not verified. */
  pending(): Promise<Approval[]>
  /** Asks the team function or, once the service is gone, decides with the keys that are left. */
  ask(reason: string | undefined): ReturnType<typeof askApproval>
}

/** Before the end of appeals, two people must approve. @throws SecondPersonAwaitedError until they have */
export async function permissionToClose(
  { pending, ask }: ClosingApproval,
  { areOver, now }: { areOver: boolean; now: Date },
  reason: string,
): Promise<Permission> {
  const requests = await unlessGone(pending)
  if (!requests) return { is: 'under-way' }
  if (areOver) return { is: 'given' }
  if (!isReason(reason) && !requests.some((one) => isAwaited(one, now))) return { is: 'reasonless' }
  try {
    const answer = await ask(isReason(reason) ? reason : undefined)
    return { is: 'given', ...agreedIn(answer, false) }
  } catch (error) {
    if (error instanceof KeysRefusedError && error.refusal === 'keys-gone')
      return { is: 'under-way' }
    throw error
  }
}
