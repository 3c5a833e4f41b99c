import { type KeyObject as Key, randomUUID } from 'node:crypto'
import {
  type Approval,
  type ApprovalChange,
  type ApprovalRequest,
  type Approvals,
  type ApprovalUse,
  type ApprovedRequest,
  agreedIdOf,
  approvalKeyOf,
  approvalMinutes,
  digestOfState,
  isOpen,
  isResumable,
  matchesState,
  nameOf,
  type Person,
  tookPart,
} from './approval.ts'
import { canonicalJson } from './canonical-json.ts'
import { type Clock, secondsLater } from './instants.ts'
import { type KeysFor, keyedHash, matches } from './keys.ts'
import type { Intervention } from './ledger/intervention.ts'

export interface ApprovalPorts {
  approvals: Approvals
  keys: KeysFor<'identity'>
  clock: Clock
}

export type RequestOutcome = { status: 'asked' | 'asked-already'; approval: Approval }

export type ApprovalOutcome = { status: 'approved'; approval: ApprovedRequest }

export type RefusalOutcome = { refused: 'same-address' | 'changed-meanwhile' }

export async function requestApproval(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<RequestOutcome> {
  const { approvals, keys, clock } = ports
  const stored = await approvals.find(approvalKeyOf(request), nameOf(person.by))
  if (stored && approvalStateOf(keys.identity, stored, person, request, clock()) === 'own-request')
    return { status: 'asked-already', approval: stored }
  const change = openRequest(keys.identity, request, person, clock(), stored)
  if (await approvals.write(change)) return { status: 'asked', approval: change.after }
  return requestApproval(ports, person, request)
}

export async function findResumableApprovals(
  { approvals, keys, clock }: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<ApprovedRequest[]> {
  const storedApprovals = await approvals.findAll(approvalKeyOf(request))
  return storedApprovals.filter(
    (approval): approval is ApprovedRequest =>
      approvalStateOf(keys.identity, approval, person, request, clock()) === 'resumable',
  )
}

export async function approveOrRequest(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
  act: (approvalUse: ApprovalUse) => Promise<boolean>,
): Promise<RequestOutcome | ApprovalOutcome | RefusalOutcome> {
  const { approvals, keys, clock } = ports
  const now = clock()
  const storedApprovals = await approvals.findAll(approvalKeyOf(request))
  const approvalStates = storedApprovals.map((approval) =>
    approvalStateOf(keys.identity, approval, person, request, now),
  )
  const openApproval = storedApprovals[approvalStates.indexOf('open')]
  if (!openApproval)
    return approvalStates.includes('same-address')
      ? { refused: 'same-address' }
      : requestApproval(ports, person, request)
  const approvalUse = approve(keys.identity, openApproval, person, now, request.reason)
  if (await act(approvalUse)) return { status: 'approved', approval: approvalUse.after }
  // A duplicate call may have used the approval.
  const candidates = await findResumableApprovals(ports, person, request)
  const approval = candidates.find(({ approvalId }) => approvalId === openApproval.approvalId)
  return approval ? { status: 'approved', approval } : { refused: 'changed-meanwhile' }
}

export async function resumeOrRequest(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<RequestOutcome | ApprovalOutcome | RefusalOutcome> {
  const candidates = await findResumableApprovals(ports, person, request)
  const approval = candidates.find((candidate) => matchesState(candidate, request.state))
  if (approval) return { status: 'approved', approval }
  return approveOrRequest(ports, person, request, (use) => ports.approvals.write(use))
}

export function openRequest(
  key: Key,
  request: ApprovalRequest,
  person: Person,
  at: Date,
  before: Approval | undefined,
): ApprovalChange {
  const { realm, kind, reason, subject, detail } = request
  const signedFields = {
    approvalKey: approvalKeyOf(request),
    requester: nameOf(person.by),
    approvalId: randomUUID(),
    kind,
    by: person.by,
    ...(reason !== undefined && { reason }),
    ...(subject !== undefined && { subject }),
    ...(detail !== undefined && { detail }),
    from: networkHash(key, person),
    ...digestsOf(key, request),
    askedAt: at,
    expiresAt: secondsLater(at, approvalMinutes[realm] * 60),
  }
  const after = { ...signedFields, proof: proofOf(key, signedFields) }
  const entry = entryOf(after, { ...after, at }, { interventionId: after.approvalId })
  return { before, after, intervention: entry, at }
}

export type ApprovalState =
  | 'void'
  | 'other-action'
  | 'resumable'
  | 'own-request'
  | 'same-address'
  | 'open'

export function approvalStateOf(
  key: Key,
  approval: Approval,
  person: Person,
  request: ApprovalRequest | undefined,
  now: Date,
): ApprovalState {
  if (!hasValidProof(key, approval)) return 'void'
  const isSameAction = !request || approval.action === digestsOf(key, request).action
  if (approval.approver) {
    if (!isResumable(approval, now) || !tookPart(approval, person)) return 'void'
    // The state is not compared, since the action itself may have changed it.
    return isSameAction ? 'resumable' : 'other-action'
  }
  if (!isOpen(approval, now) || (request && !matchesState(approval, request.state))) return 'void'
  if (!isSameAction) return 'other-action'
  if (approval.requester === nameOf(person.by)) return 'own-request'
  const isRefusedNetwork = !request?.sameNetwork && approval.from === networkHash(key, person)
  return isRefusedNetwork ? 'same-address' : 'open'
}

function hasValidProof(key: Key, approval: Approval): boolean {
  const { proof, approver, endedAt, ...signedFields } = approval
  if (!matches(proof, proofOf(key, signedFields))) return false
  if (!approver) return true
  const { proof: consentProof, ...approverFields } = approver
  return matches(consentProof, proofOf(key, { ...approverFields, request: proof }))
}

export function approve(
  key: Key,
  before: Approval,
  person: Person,
  at: Date,
  reason = before.reason,
): ApprovalUse {
  const consent = {
    ...{ by: person.by, from: networkHash(key, person), at },
    ...(reason !== undefined && { reason }),
  }
  const approver = { ...consent, proof: proofOf(key, { ...consent, request: before.proof }) }
  const ids = { interventionId: agreedIdOf(before.approvalId), confirms: before.approvalId }
  return { before, after: { ...before, approver }, intervention: entryOf(before, consent, ids), at }
}

function entryOf(
  { kind, subject, action }: Approval,
  { by, from, at, reason }: Omit<ApprovedRequest['approver'], 'proof'>,
  ids: Pick<Intervention, 'interventionId' | 'confirms'>,
): Intervention {
  return {
    ...{ ...ids, kind, at, by },
    ...(reason !== undefined && { reason }),
    ...(subject !== undefined && { subject }),
    digests: { asked: action, from },
  }
}

const networkHash = (key: Key, { network }: Person) => keyedHash(key, 'address', network)

function digestsOf(key: Key, request: ApprovalRequest) {
  const { kind, target } = request
  return {
    action: keyedHash(key, 'action', kind, target, ...request.action),
    state: digestOfState(request.state),
  }
}

const proofOf = (key: Key, fields: object): string =>
  keyedHash(key, 'approval', canonicalJson(fields))
