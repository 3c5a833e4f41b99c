import type { AnsweredRequest } from '../../shared/contract/team-requests.ts'
import { networkOf } from '../../shared/domain/account/network-of-address.ts'
import type { Approval, Person } from '../../shared/domain/approval.ts'
import type { ApprovalPorts, Refused } from '../../shared/domain/ask-approval.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import type { Caller } from './read-caller.ts'

export interface TeamPorts extends Pick<ApprovalPorts, 'approvals' | 'clock'> {
  interventions: Pick<Interventions, 'record' | 'all'>
  keys: KeysFor<'identity'>
}

export const approvalPorts = ({ approvals, keys, clock }: TeamPorts): ApprovalPorts => ({
  approvals,
  proofKey: keys.identity,
  clock,
})

export const personOf = ({ by, address }: Caller): Person => ({ by, network: networkOf(address) })

export interface AnsweredApproval {
  standing: 'asked' | 'asked-already' | 'approved'
  request: AnsweredRequest
  approvedBy?: string
}

interface Standing extends Pick<AnsweredApproval, 'standing'> {
  approval: Approval
}

export function answerApproval<Answer extends Standing | Refused>(
  answer: Answer,
): AnsweredApproval | Extract<Answer, Refused> {
  if ('refused' in answer) return answer as Extract<Answer, Refused>
  const { standing, approval } = answer
  const { approvalId, by, askedAt, reason, approver } = approval
  return {
    standing,
    request: {
      ...{ approvalId, by, askedAt: askedAt.toISOString() },
      ...(reason !== undefined && { reason }),
    },
    ...(standing === 'approved' && approver && { approvedBy: approver.by }),
  }
}
