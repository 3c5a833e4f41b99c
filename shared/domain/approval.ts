import { createHash } from 'node:crypto'
import { secondsLater } from './instants.ts'
import type { Intervention, InterventionKind } from './ledger/intervention.ts'

export type ApprovalRealm = 'staff' | 'team'

export const approvalMinutes = { staff: 15, team: 60 } as const satisfies Record<
  ApprovalRealm,
  number
>

export const resumableSeconds = 86_400

export interface Person {
  /** Role and name, such as `Operator/alice` or `agent/alix`. */
  by: string
  network: string
}

export interface ApprovalRequest {
  realm: ApprovalRealm
  kind: InterventionKind
  target: string
  action: readonly string[]
  state: readonly string[]
  reason?: string | undefined
  /** Name of the target in the ledger; must not identify a voter. */
  subject?: string | undefined
  /** Must not contain text that somebody typed. */
  detail?: string | undefined
  sameNetwork?: 'allowed'
}

export interface Approval {
  approvalKey: string
  /** Name without role, in lower case. */
  requester: string
  approvalId: string
  kind: InterventionKind
  by: string
  reason?: string
  subject?: string
  detail?: string
  from: string
  action: string
  /** Unkeyed digest, so that functions without the key can compare the state. */
  state: string
  askedAt: Date
  expiresAt: Date
  /** Keyed hash of the fields above: detects requests forged by writing to the table. */
  proof: string
  approver?: { by: string; from: string; at: Date; reason?: string; proof: string }
  endedAt?: Date
}

export type ApprovedRequest = Approval & Required<Pick<Approval, 'approver'>>

export interface ApprovalChange {
  before: Approval | undefined
  after: Approval
  intervention: Intervention
  at: Date
}

export type ApprovalUse = ApprovalChange & { before: Approval; after: ApprovedRequest }

export interface Approvals {
  find(approvalKey: string, requester: string): Promise<Approval | undefined>
  findAll(approvalKey: string): Promise<Approval[]>
  /** @returns false if the stored approval has changed */
  write(change: ApprovalChange): Promise<boolean>
}

export const approvalKeyOf = (request: Pick<ApprovalRequest, 'realm' | 'kind' | 'target'>) =>
  [request.realm, request.kind, request.target].join('/')

export const closingRequest = (name: string, reason: string | undefined): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'closing', target: name, subject: name, reason },
  ...{ action: ['close'], state: [], sameNetwork: 'allowed' },
})

/** `Deployer/alice` and `Reader/Alice` are the same person. */
export const nameOf = (by: string): string => by.slice(by.lastIndexOf('/') + 1).toLowerCase()

export const matchesState = (approval: Approval, state: readonly string[]): boolean =>
  approval.state === digestOfState(state)

export const tookPart = ({ requester, approver }: Approval, { by }: Pick<Person, 'by'>): boolean =>
  nameOf(by) === requester || (approver !== undefined && nameOf(by) === nameOf(approver.by))

export const isResumable = ({ approver, endedAt }: Approval, now: Date): boolean =>
  Boolean(approver && !endedAt && now < secondsLater(approver.at, resumableSeconds))

export const isOpen = ({ expiresAt, approver }: Approval, now: Date): boolean =>
  !approver && now < expiresAt

export const isPendingApproval = (approval: Approval, now: Date): boolean =>
  isOpen(approval, now) || isResumable(approval, now)

/** Returns the id of the approval's intervention. It is derived, so that a retry records no second one. */
export const agreedIdOf = (approvalId: string) => `${approvalId}/agreed`

export const digestOfState = (state: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url')
