import type { Reissue, ReissueState } from '../../shared/domain/reissue/reissue.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { existing, type State } from './in-memory-state.ts'

export interface Step {
  state: ReissueState
  at: ElectionInstant
}

/** @returns false when the request does not stand where the transition starts */
export function transition(
  { reissues }: State,
  { reissueId }: Reissue,
  from: ReissueState,
  step: Step,
  result: Partial<Reissue> = {},
): boolean {
  const found = existing(reissues, reissueId)
  if (found.state !== from) return false
  const { sealedPhone, smsDueAt, leaseEndsAt, leaseOwner, heldOn, ...kept } = found
  const history = [...kept.history, step]
  reissues.set(reissueId, { ...kept, ...result, state: step.state, history })
  return true
}

export function giveBack(
  { voters, phones }: State,
  { reissueId, voterId, phoneHash, requestedAt }: Reissue,
  { unsent, changes = {} }: { unsent?: 'both' | 'phone'; changes?: Partial<Voter> } = {},
): void {
  const { pendingReissueId, ...voter } = existing(voters, voterId)
  const pending = pendingReissueId !== undefined && pendingReissueId !== reissueId
  voters.set(voterId, {
    ...voter,
    ...(pending && { pendingReissueId }),
    ...changes,
    reissueCount: voter.reissueCount - 1,
    smsCount: (voter.smsCount ?? 0) - Number(unsent === 'both'),
  })
  const phone = existing(phones, phoneHash)
  const smsCount = (phone.smsCount ?? 0) - Number(unsent !== undefined)
  const isCounted = phone.voterId === voterId && phone.reissueCount > 0
  if (phone.freedAt && (!isCounted || phone.freedAt > requestedAt)) {
    phones.set(phoneHash, { ...phone, smsCount })
    return
  }
  if (!isCounted) {
    throw new Error(`Reissue ${reissueId} and its phone contradict each other`)
  }
  phones.set(phoneHash, {
    ...phone,
    reissueCount: phone.reissueCount - 1,
    smsCount,
  })
}
