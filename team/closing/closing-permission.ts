import type { AnsweredRequest } from '../../shared/contract/team-requests.ts'
import { type Approval, isAwaited } from '../../shared/domain/approval.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { type askApproval, KeysRefusedError } from '../keys/ask-team-function.ts'
import { unlessGone } from '../unless-gone.ts'

export type Permission =
  /** The appeals are over, or two people want it: then who asked, and who approved. */
  | { is: 'given'; request?: AnsweredRequest; approvedBy?: string | undefined }
  /** Tables or keys are gone: it was begun, and nobody can ask any more. */
  | { is: 'under-way' }
  /** Another person must want it too. */
  | { is: 'asked' }
  | { is: 'reasonless' }

export interface ClosingApproval {
  /** Requests for this closing, as they are stored: for the next step, the function looks at their proofs. */
  pending(): Promise<Approval[]>
  /** Asks the function that has the keys; once the service is gone, decides with the keys that are left. */
  ask(reason: string | undefined): ReturnType<typeof askApproval>
}

/** Returns whether the election may be destroyed now: before the end of appeals, two people must want it. */
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
    const { standing, ...given } = await ask(isReason(reason) ? reason : undefined)
    return standing === 'approved' ? { is: 'given', ...given } : { is: 'asked' }
  } catch (error) {
    if (error instanceof KeysRefusedError && error.refusal === 'keys-gone')
      return { is: 'under-way' }
    throw error
  }
}
