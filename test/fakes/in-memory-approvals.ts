import type { Approval, ApprovalChange, Approvals } from '../../shared/domain/approval.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'

export interface Consents {
  approvals: Map<string, Approval>
  interventions: Intervention[]
}

const nameOf = ({ approvalKey, requester }: Pick<Approval, 'approvalKey' | 'requester'>) =>
  `${approvalKey} ${requester}`

/** What the transaction that uses an approval writes of it. @returns false if the approval is another by now */
export function writeApproval(state: Consents, { before, after, told }: ApprovalChange): boolean {
  const found = state.approvals.get(nameOf(after))
  const versionOf = (one?: Approval) => [one?.proof, one?.approver?.proof, one?.usedAt?.getTime()]
  if (String(versionOf(found)) !== String(versionOf(before))) return false
  const isTold = state.interventions.some((one) => one.interventionId === told.interventionId)
  if (isTold) return false
  state.approvals.set(nameOf(after), structuredClone(after))
  state.interventions.push(told)
  return true
}

export function inMemoryApprovals(state: Consents): Approvals {
  return {
    find: async (approvalKey, requester) =>
      structuredClone(state.approvals.get(nameOf({ approvalKey, requester }))),
    ofKey: async (approvalKey) =>
      structuredClone(
        [...state.approvals.values()].filter((one) => one.approvalKey === approvalKey),
      ),
    write: async (change) => writeApproval(state, change),
  }
}
