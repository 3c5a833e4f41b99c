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
  type Person,
  personIn,
  restsOn,
  standingOf,
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

export type Refused = { refused: 'same-address' | 'changed-meanwhile' }

/** Asks, unless the same person already did. */
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
  // The same call, sent twice, may have been the faster one.
  const since = await own()
  return isStanding(since)
    ? { standing: 'asked-already', approval: since }
    : { refused: 'changed-meanwhile' }
}

/** Returns what these two began in the last day: the answers to it may have been lost. */
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
  const standings = all.map((one) => standingOf(proofKey, one, person, request, now))
  const other = all[standings.indexOf('open')]
  if (!other)
    return standings.includes('same-address')
      ? { refused: 'same-address' }
      : ask(ports, person, request)
  const use = used(approve(proofKey, other, person, now, request.reason))
  if (await act(use)) return { standing: 'approved', approval: use.after }
  // The same call, sent twice, may have been the faster one.
  const begun = await begunApprovals(ports, person, request)
  const approval = begun.find(({ approvalId }) => approvalId === other.approvalId)
  return approval ? { standing: 'approved', approval } : { refused: 'changed-meanwhile' }
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
  const begun = await begunApprovals(ports, person, request)
  const approval = begun.find((one) => restsOn(one, request.state))
  if (approval) return { standing: 'approved', approval }
  return askOrAct(ports, person, request, (use) => ports.approvals.write(use))
}
