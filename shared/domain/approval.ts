import { createHash } from 'node:crypto'
import { secondsLater } from './instants.ts'
import type { Intervention, InterventionKind } from './ledger/intervention.ts'

// One person asks, another approves, and the approval is used once, for the state that both saw.

/** First part of an approval's key: IAM lets a function write those of its own realm alone. */
export type ApprovalRealm = 'staff' | 'team'

/** How long a request waits for its approver, and an approval for its use. */
export const approvalMinutes = { staff: 15, team: 60 } as const satisfies Record<
  ApprovalRealm,
  number
>

/** How long the two people may resume a use, and get the same answer again. */
export const resumableSeconds = 86_400

export type ApprovalKind = Extract<
  InterventionKind,
  | 'lift-both-lost'
  | 'print-notice'
  | 'repair'
  | 'notices'
  | 'suspension'
  | 'resumption'
  | 'extension'
  | 'sms-pause'
  | 'sms-cap'
  | 'keys'
  | 'closing'
  | 'wipe'
  | 'restoration'
>

export interface Person {
  /** Role and name, as the ledger has them: `Operator/alice`. */
  by: string
  /** As `networkOf` gives it. */
  network: string
}

export interface ApprovalRequest {
  realm: ApprovalRealm
  kind: ApprovalKind
  /** Part of the key: a voter, the vote, a stack. */
  target: string
  /** Everything that would be done, typed values included: only a keyed hash of it is kept. */
  action: readonly string[]
  /** The state that the request rests on; a change of it voids the request. */
  state: readonly string[]
  reason?: string | undefined
  /** Names the target in the ledger, in clear. */
  subject?: string | undefined
  /** Shown to the approver; holds nothing that was typed. */
  detail?: string | undefined
  /** Set where the two people may sit in one room. Elsewhere one network could be one person, so it is refused. */
  sameNetwork?: 'allowed'
}

export interface Approval {
  /** `team/suspension/vote` */
  approvalKey: string
  /** Who asked, in lower case: each person has one request per key. */
  requester: string
  approvalId: string
  kind: ApprovalKind
  by: string
  reason?: string
  subject?: string
  detail?: string
  /** Keyed hash of the network. */
  from: string
  /** Keyed hash. */
  action: string
  /** Plain digest: the page that shows a request has no key. */
  state: string
  askedAt: Date
  /** Nobody can approve it from then on. */
  expiresAt: Date
  /** Keyed hash of all of the above, which a writer of the table cannot forge. */
  proof: string
  approver?: { by: string; from: string; at: Date; reason?: string; proof: string }
  usedAt?: Date
  /** Set once an action of several steps is over: nobody resumes it. */
  endedAt?: Date
}

export type ApprovedRequest = Approval & Required<Pick<Approval, 'approver'>>

/** One write of an approval and its entry in the ledger, made together or not at all. */
export interface ApprovalChange {
  /** The approval as it must still be stored; undefined if there must be none. */
  before: Approval | undefined
  after: Approval
  told: Intervention
  at: Date
}

/** Use of an approval, written by the transaction that acts. */
export type ApprovalUse = ApprovalChange & { before: Approval; after: ApprovedRequest }

export interface Approvals {
  find(approvalKey: string, requester: string): Promise<Approval | undefined>
  ofKey(approvalKey: string): Promise<Approval[]>
  /** @returns false if the stored approval is another by now; nothing was written */
  write(change: ApprovalChange): Promise<boolean>
}

export const approvalKeyOf = ({
  realm,
  kind,
  target,
}: Pick<ApprovalRequest, 'realm' | 'kind' | 'target'>) => [realm, kind, target].join('/')

/** A request to destroy an election before its appeals are over. */
export const closingRequest = (name: string, reason: string | undefined): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'closing', target: name, subject: name, reason },
  ...{ action: ['close'], state: [], sameNetwork: 'allowed' },
})

/** `Deployer/alice` and `Reader/Alice` are one person with two roles. */
export const personIn = (by: string): string => by.slice(by.lastIndexOf('/') + 1).toLowerCase()

export const restsOn = (approval: Approval, state: readonly string[]): boolean =>
  approval.state === stateDigest(state)

/** True for the requester and the approver. */
export const isOfPair = ({ requester, approver }: Approval, { by }: Pick<Person, 'by'>): boolean =>
  personIn(by) === requester || (approver !== undefined && personIn(by) === personIn(approver.by))

/** True for a day after the approval, whose instant is proven; `usedAt` is not, so a writer of the table could move it. */
export const isResumable = ({ approver, usedAt, endedAt }: Approval, now: Date): boolean =>
  Boolean(approver && usedAt && !endedAt && now < secondsLater(approver.at, resumableSeconds))

/** True while it can be approved, or, once approved, while it can be used. */
export function isOpen({ approvalKey, expiresAt, approver, usedAt }: Approval, now: Date): boolean {
  if (usedAt) return false
  if (!approver) return now < expiresAt
  const realm = approvalKey.startsWith('staff/') ? 'staff' : 'team'
  return now < secondsLater(approver.at, approvalMinutes[realm] * 60)
}

/** True if it waits for another person, or its two people may resume it. */
export const isAwaited = (approval: Approval, now: Date): boolean =>
  isOpen(approval, now) || isResumable(approval, now)

/** Id of the approval's entry in the ledger, derived from the request's so that there is only one. */
export const agreementId = (approvalId: string) => `${approvalId}/agreed`

export const stateDigest = (state: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url')
