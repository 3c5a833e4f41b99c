import { type KeyObject as Key, randomUUID } from 'node:crypto'
import {
  type Approval,
  type ApprovalChange,
  type ApprovalRequest,
  type Approvals,
  type ApprovalUse,
  type ApprovedRequest,
  agreementId,
  approvalKeyOf,
  approvalMinutes,
  isOfPair,
  isOpen,
  isResumable,
  type Person,
  personIn,
  restsOn,
  stateDigest,
} from './approval.ts'
import { type Clock, secondsLater } from './instants.ts'
import { keyedHash, matches } from './keys.ts'
import type { Intervention } from './ledger/intervention.ts'

export interface ApprovalPorts {
  approvals: Approvals
  /** Key of the proofs: only functions that hold it can make an approval of their kinds. */
  proofKey: Key
  clock: Clock
}

export type Asked = { standing: 'asked' | 'asked-already'; approval: Approval }

export type Approved = { standing: 'approved'; approval: ApprovedRequest }

export type Refused = { refused: 'same-address' | 'changed-meanwhile' }

/** Stores a request, unless the same person already asked. */
export async function ask(
  { approvals, proofKey, clock }: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<Asked | Refused> {
  const own = () => approvals.find(approvalKeyOf(request), personIn(person.by))
  const isStanding = (one: Approval | undefined): one is Approval =>
    one !== undefined && standingOf(proofKey, one, person, request, clock()) === 'own'
  const found = await own()
  if (isStanding(found)) return { standing: 'asked-already', approval: found }
  const change = askFor(proofKey, request, person, clock(), found)
  if (await approvals.write(change)) return { standing: 'asked', approval: change.after }
  // A duplicate of this call may have been faster.
  const since = await own()
  return isStanding(since)
    ? { standing: 'asked-already', approval: since }
    : { refused: 'changed-meanwhile' }
}

/** Returns the uses of the last day that this person may resume: the answer may have been lost. */
export async function begunApprovals(
  { approvals, proofKey, clock }: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<ApprovedRequest[]> {
  const all = await approvals.ofKey(approvalKeyOf(request))
  return all.filter(
    (one): one is ApprovedRequest =>
      standingOf(proofKey, one, person, request, clock()) === 'begun',
  )
}

/**
 * Asks; or acts, if another person asked for the very same in the very same state.
 * @param act acts in the transaction that writes the use; returns false if it wrote nothing because something changed
 */
export async function askOrAct(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
  act: (use: ApprovalUse) => Promise<boolean>,
): Promise<Asked | Approved | Refused> {
  const { approvals, proofKey, clock } = ports
  const now = clock()
  const all = await approvals.ofKey(approvalKeyOf(request))
  const standings = all.map((one) => standingOf(proofKey, one, person, request, now))
  const other = all[standings.indexOf('open')]
  if (!other)
    return standings.includes('same-address')
      ? { refused: 'same-address' }
      : ask(ports, person, request)
  const use = used(approve(proofKey, other, person, now, request.reason))
  if (await act(use)) return { standing: 'approved', approval: use.after }
  // A duplicate of this call may have been faster.
  const begun = await begunApprovals(ports, person, request)
  const approval = begun.find(({ approvalId }) => approvalId === other.approvalId)
  return approval ? { standing: 'approved', approval } : { refused: 'changed-meanwhile' }
}

/**
 * Like `askOrAct`, for an action that no single transaction does: its use is recorded first, and either of the two people
 * may resume it for a day.
 * @returns `approved` to whoever may act now
 */
export async function askOrBegin(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<Asked | Approved | Refused> {
  const begun = await begunApprovals(ports, person, request)
  const approval = begun.find((one) => restsOn(one, request.state))
  if (approval) return { standing: 'approved', approval }
  return askOrAct(ports, person, request, (use) => ports.approvals.write(use))
}

/** Returns a new request, which replaces the requester's last one under the same key. */
export function askFor(
  key: Key,
  request: ApprovalRequest,
  person: Person,
  at: Date,
  before: Approval | undefined,
): ApprovalChange {
  const { realm, kind, reason, subject, detail } = request
  const asked = {
    approvalKey: approvalKeyOf(request),
    requester: personIn(person.by),
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
  const after = { ...asked, proof: proofOf(key, asked) }
  const told = entryOf(after, { ...after, at }, { interventionId: after.approvalId })
  return { before, after, told, at }
}

export type Standing =
  /** Forged, used by others, over, or for a former state. */
  | 'void'
  | 'other-action'
  /** This person and another approved or used it; the answer may have been lost. */
  | 'begun'
  | 'own'
  | 'same-address'
  /** This person may approve it now. */
  | 'open'

/**
 * Judges what a stored approval means to a person who asks for this.
 * @param request undefined if the person approves whatever was asked for
 */
export function standingOf(
  key: Key,
  approval: Approval,
  person: Person,
  request: ApprovalRequest | undefined,
  now: Date,
): Standing {
  if (!isProven(key, approval)) return 'void'
  const isSame = !request || approval.action === digestsOf(key, request).action
  const isOwn = approval.requester === personIn(person.by)
  if (approval.usedAt) {
    if (!isResumable(approval, now) || !isOfPair(approval, person)) return 'void'
    // The action itself changed the state, so the state is not compared.
    return isSame ? 'begun' : 'other-action'
  }
  if (!isOpen(approval, now) || (request && !restsOn(approval, request.state))) return 'void'
  if (!isSame) return 'other-action'
  if (isOwn) return 'own'
  if (approval.approver) return isOfPair(approval, person) ? 'begun' : 'void'
  const isNear = !request?.sameNetwork && approval.from === networkHash(key, person)
  return isNear ? 'same-address' : 'open'
}

function isProven(key: Key, approval: Approval): boolean {
  const { proof, approver, usedAt, endedAt, ...asked } = approval
  if (!matches(proof, proofOf(key, asked))) return false
  return !approver || matches(approver.proof, consentProof(key, proof, approver))
}

/** Returns the consent of another person, from which the time for its use counts. */
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
  const approver = { ...consent, proof: consentProof(key, before.proof, consent) }
  const ids = { interventionId: agreementId(before.approvalId), confirms: before.approvalId }
  return { before, after: { ...before, approver }, told: entryOf(before, consent, ids), at }
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

export const used = (change: ApprovalUse): ApprovalUse => ({
  ...change,
  after: { ...change.after, usedAt: change.at },
})

const networkHash = (key: Key, { network }: Person) => keyedHash(key, 'address', network)

function digestsOf(key: Key, request: ApprovalRequest) {
  const { kind, target } = request
  return {
    action: keyedHash(key, 'action', kind, target, ...request.action),
    state: stateDigest(request.state),
  }
}

function proofOf(key: Key, asked: Omit<Approval, 'proof' | 'approver' | 'usedAt'>): string {
  const { approvalKey, approvalId, kind, by, from, action, state, askedAt, expiresAt } = asked
  const instants = [askedAt, expiresAt].map((at) => at.toISOString())
  const clear = [asked.reason, asked.subject, asked.detail].map((text) => text ?? '')
  const parts = [approvalKey, asked.requester, approvalId, kind, by, from, action, state]
  return keyedHash(key, 'approval', ...parts, ...instants, ...clear)
}

function consentProof(
  key: Key,
  proof: string,
  { by, from, at, reason = '' }: Omit<ApprovedRequest['approver'], 'proof'>,
): string {
  return keyedHash(key, 'consent', proof, by, from, at.toISOString(), reason)
}
