import { createSecretKey, randomUUID } from 'node:crypto'
import type { ApprovalRequest, Approvals, ApprovalUse } from '../../shared/domain/approval.ts'
import { approve, openRequest } from '../../shared/domain/request-approval.ts'
import { now } from './values.ts'

export const proofKey = createSecretKey(Buffer.alloc(32, 7))

export const aRequest = (changes: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  ...{ realm: 'staff', kind: 'lift-both-lost', target: randomUUID(), action: [], state: [] },
  ...changes,
})

export const newRequest = (request = aRequest(), by = 'agent/alix', at = now) =>
  openRequest(proofKey, request, { by, network: '192.0.2.1' }, at, undefined)

export const approvalUse = (approval: ApprovalUse['before'], by = 'supervisor/sacha', at = now) =>
  approve(proofKey, approval, { by, network: '198.51.100.1' }, at)

export async function aUse(
  approvals: Pick<Approvals, 'write'>,
  changes: Partial<ApprovalRequest> = {},
  by?: string,
): Promise<ApprovalUse> {
  const request = newRequest(aRequest(changes), by)
  if (!(await approvals.write(request))) throw new Error('They asked for the same before')
  return approvalUse(request.after)
}
