import { createHash } from 'node:crypto'
import { secondsLater } from './instants.ts'
import type { Intervention, InterventionKind } from './ledger/intervention.ts'

// One person requests, another approves. An approval works once, for the state that both saw.

/** Prefix of the key; IAM limits each function to one realm. */
export type ApprovalRealm = 'staff' | 'team'

export const approvalMinutes = { staff: 15, team: 60 } as const satisfies Record<
  ApprovalRealm,
  number
>

/** Time in which either person may resume an approved action, or repeat the call after a lost answer. */
export const resumableSeconds = 86_400

export interface Person {
  /** Role and name, such as `Operator/alice`. */
  by: string
  /** Network that `networkOf` returns for the person's address. */
  network: string
}

export interface ApprovalRequest {
  realm: ApprovalRealm
  kind: InterventionKind
  /** Target of the action, such as a voter, the vote or a stack. */
  target: string
  /** The whole action, typed values included; only its keyed hash is stored. */
  action: readonly string[]
  /** A change of this state voids the request. */
  state: readonly string[]
  reason?: string | undefined
  /** Target in clear, for the ledger. */
  subject?: string | undefined
  /** Shown to the approver; must contain no typed value. */
  detail?: string | undefined
  /** Set if both people may use the same network; otherwise this is refused, since they could be one person. */
  sameNetwork?: 'allowed'
}

export interface Approval {
  approvalKey: string
  /** Requester's name without role, in lower case; each person has one request per `approvalKey`. */
  requester: string
  approvalId: string
  kind: InterventionKind
  by: string
  reason?: string
  subject?: string
  detail?: string
  from: string
  action: string
  /** Digest without a key, so that functions without the key can compare the state. */
  state: string
  askedAt: Date
  expiresAt: Date
  /** Keyed hash of the fields above, so that writing to the table is not enough to forge a request. */
  proof: string
  /** Set by the write that carries the action out, or that begins an action of several transactions. */
  approver?: { by: string; from: string; at: Date; reason?: string; proof: string }
  /** Set when an action of several steps is complete and cannot be resumed. */
  endedAt?: Date
}

export type ApprovedRequest = Approval & Required<Pick<Approval, 'approver'>>

export interface ApprovalChange {
  /** Expected stored approval; undefined to expect none. */
  before: Approval | undefined
  after: Approval
  intervention: Intervention
  at: Date
}

export type ApprovalUse = ApprovalChange & { before: Approval; after: ApprovedRequest }

export interface Approvals {
  find(approvalKey: string, requester: string): Promise<Approval | undefined>
  findAll(approvalKey: string): Promise<Approval[]>
  /** Writes approval and intervention, or nothing. @returns false if the stored approval has changed */
  write(change: ApprovalChange): Promise<boolean>
}

export const approvalKeyOf = (request: Pick<ApprovalRequest, 'realm' | 'kind' | 'target'>) =>
  [request.realm, request.kind, request.target].join('/')

/** Approval request to destroy an election before its appeals end. */
export const closingRequest = (name: string, reason: string | undefined): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'closing', target: name, subject: name, reason },
  ...{ action: ['close'], state: [], sameNetwork: 'allowed' },
})

/** `Deployer/alice` and `Reader/Alice` are the same person. */
export const nameOf = (by: string): string => by.slice(by.lastIndexOf('/') + 1).toLowerCase()

export const matchesState = (approval: Approval, state: readonly string[]): boolean =>
  approval.state === stateDigest(state)

export const tookPart = ({ requester, approver }: Approval, { by }: Pick<Person, 'by'>): boolean =>
  nameOf(by) === requester || (approver !== undefined && nameOf(by) === nameOf(approver.by))

export const isResumable = ({ approver, endedAt }: Approval, now: Date): boolean =>
  Boolean(approver && !endedAt && now < secondsLater(approver.at, resumableSeconds))

export const isOpen = ({ expiresAt, approver }: Approval, now: Date): boolean =>
  !approver && now < expiresAt

export const isPendingApproval = (approval: Approval, now: Date): boolean =>
  isOpen(approval, now) || isResumable(approval, now)

/** Id of the approval's ledger entry. It is derived, so that a retry adds no second entry. */
export const entryIdOf = (approvalId: string) => `${approvalId}/agreed`

export const stateDigest = (state: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url')
