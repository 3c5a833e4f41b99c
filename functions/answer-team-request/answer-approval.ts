import type { Refusal, TeamAnswer } from '../../shared/contract/team-requests.ts'
import {
  type Approval,
  type ApprovalRequest,
  approvalKeyOf,
  type Person,
  tookPart,
} from '../../shared/domain/approval.ts'
import { type ApprovalPorts, findResumableApprovals } from '../../shared/domain/request-approval.ts'

export type TeamOutcome =
  | { values: readonly unknown[] }
  | { status: 'asked' | 'asked-already' | 'approved'; approval: Approval }
  | { refused: Refusal }

export type Answer = Exclude<TeamAnswer, { values: unknown[] }> | { values: readonly unknown[] }

export function answerOf(outcome: TeamOutcome): Answer {
  if (!('approval' in outcome)) return outcome
  const { status, approval } = outcome
  const { approvalId, by, askedAt, reason, approver } = approval
  return {
    status,
    request: {
      ...{ approvalId, by, askedAt: askedAt.toISOString() },
      ...(reason !== undefined && { reason }),
    },
    ...(status === 'approved' && approver && { approvedBy: approver.by }),
  }
}

export async function recordActionEnd(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
  counts: Record<string, number>,
): Promise<TeamOutcome> {
  const { approvals, clock } = ports
  const [before] = await findResumableApprovals(ports, person, request)
  if (!before) {
    const approvalsOfKey = await approvals.findAll(approvalKeyOf(request))
    const hasEnded = approvalsOfKey.some(
      (approval) => approval.endedAt && tookPart(approval, person),
    )
    return hasEnded ? { values: [true] } : { refused: 'not-approved' }
  }
  const { approvalId, kind, subject } = before
  const at = clock()
  const intervention = {
    ...{ interventionId: `${approvalId}/ended`, kind, at, by: person.by, counts },
    ...(subject !== undefined && { subject }),
  }
  return {
    values: [
      await approvals.write({ before, after: { ...before, endedAt: at }, intervention, at }),
    ],
  }
}
