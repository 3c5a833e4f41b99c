import type { RequestSummary } from '../../shared/contract/team-requests.ts'
import {
  type Approval,
  type ApprovalRequest,
  approvalKeyOf,
  isOfPair,
} from '../../shared/domain/approval.ts'
import {
  type ApprovalPorts,
  begunApprovals,
  type Refused,
} from '../../shared/domain/ask-approval.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import type { Caller } from './read-caller.ts'

export interface TeamPorts extends ApprovalPorts {
  interventions: Pick<Interventions, 'record' | 'all'>
}

export interface AnsweredApproval {
  standing: 'asked' | 'asked-already' | 'approved'
  request: RequestSummary
  approvedBy?: string
}

interface ApprovalState extends Pick<AnsweredApproval, 'standing'> {
  approval: Approval
}

export function answerApproval<Answer extends ApprovalState | Refused>(
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

/** Records the end of an action of several steps; only the two people who approved it may end it. */
export async function endApproved(
  ports: TeamPorts,
  caller: Caller,
  request: ApprovalRequest,
  counts: Record<string, number>,
): Promise<{ values: [boolean] } | { refused: 'not-approved' }> {
  const { approvals, clock } = ports
  const [before] = await begunApprovals(ports, caller, request)
  if (!before) {
    const all = await approvals.ofKey(approvalKeyOf(request))
    const isOver = all.some((approval) => approval.endedAt && isOfPair(approval, caller))
    return isOver ? { values: [true] } : { refused: 'not-approved' }
  }
  const { approvalId, kind, subject } = before
  const at = clock()
  const entry = {
    ...{ interventionId: `${approvalId}/ended`, kind, at, by: caller.by, counts },
    ...(subject !== undefined && { subject }),
  }
  return {
    values: [await approvals.write({ before, after: { ...before, endedAt: at }, told: entry, at })],
  }
}
