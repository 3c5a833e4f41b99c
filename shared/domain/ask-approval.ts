import type { KeyObject } from 'node:crypto'
import {
  type Approval,
  type ApprovalRequest,
  type Approvals,
  type ApprovalUse,
  type ApprovedRequest,
  approvalKeyOf,
  approve,
  askFor,
  isFor,
  isForAction,
  isOfPair,
  isOpen,
  isProven,
  isResumable,
  isSameNetwork,
  type Person,
  personIn,
  used,
} from './approval.ts'
import type { Clock } from './instants.ts'

export interface ApprovalPorts {
  approvals: Approvals
  /** Proofs are made with it: only functions that have it can make an approval of its kinds. */
  proofKey: KeyObject
  clock: Clock
}

export type Asked = { standing: 'asked' | 'asked-already'; approval: Approval }

export type Approved = { standing: 'approved'; approval: ApprovedRequest }

type Refused = { refused: 'same-address' | 'changed-meanwhile' }

/** Asks, unless the same person already did. */
export async function ask(
  { approvals, proofKey, clock }: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<Asked | Refused> {
  const own = () => approvals.find(approvalKeyOf(request), personIn(person.by))
  const isStanding = (one: Approval | undefined): one is Approval =>
    one !== undefined &&
    isProven(proofKey, one) &&
    isFor(proofKey, one, request) &&
    isOpen(one, clock())
  const found = await own()
  if (isStanding(found)) return { standing: 'asked-already', approval: found }
  const change = askFor(proofKey, request, person, clock(), found)
  if (await approvals.write(change)) return { standing: 'asked', approval: change.after }
  // The same call, sent twice, may have been the faster one.
  const since = await own()
  return isStanding(since)
    ? { standing: 'asked-already', approval: since }
    : { refused: 'changed-meanwhile' }
}

/**
 * Returns what these two began in the last day: the answer to it may have been lost.
 * @param isSame what was done has changed the state; what is not over rests on it still
 */
export async function begunApproval(
  { approvals, proofKey, clock }: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
  isSame: typeof isFor = isForAction,
): Promise<ApprovedRequest | undefined> {
  const all = await approvals.ofKey(approvalKeyOf(request))
  return all.find((one): one is ApprovedRequest =>
    Boolean(
      one.approver &&
        isResumable(one, clock()) &&
        isOfPair(one, person) &&
        isProven(proofKey, one) &&
        isSame(proofKey, one, request),
    ),
  )
}

/**
 * Asks; or, if another person asked for the very same in the very same state, acts.
 * @param act does it in the transaction that writes the use, or nothing of it; false if anything is not as it was found
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
  const others = all.filter(
    (one) =>
      one.requester !== personIn(person.by) &&
      isOpen(one, now) &&
      isProven(proofKey, one) &&
      isFor(proofKey, one, request),
  )
  const other = others.find((one) => request.sameNetwork || !isSameNetwork(proofKey, one, person))
  if (!other) return others.length > 0 ? { refused: 'same-address' } : ask(ports, person, request)
  const use = used(approve(proofKey, other, person, now, request.reason))
  if (await act(use)) return { standing: 'approved', approval: use.after }
  // The same call, sent twice, may have been the faster one.
  const begun = await begunApproval(ports, person, request)
  if (begun?.approvalId !== other.approvalId) return { refused: 'changed-meanwhile' }
  return { standing: 'approved', approval: begun }
}

/**
 * The same for what no one transaction does: its use is recorded first, and either of the two may go on for a day.
 * @returns `approved` to whoever may act now
 */
export async function askOrBegin(
  ports: ApprovalPorts,
  person: Person,
  request: ApprovalRequest,
): Promise<Asked | Approved | Refused> {
  const begun = await begunApproval(ports, person, request, isFor)
  if (begun) return { standing: 'approved', approval: begun }
  return askOrAct(ports, person, request, (use) => ports.approvals.write(use))
}
