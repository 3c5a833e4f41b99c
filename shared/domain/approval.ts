import { createHash } from 'node:crypto'
import { secondsLater } from './instants.ts'
import type { Intervention, InterventionKind } from './ledger/intervention.ts'

// One person asks, another approves, and the approval is used once, for the state that both saw.

/** Begins the key of an approval: IAM lets a function write those of its own realm alone. */
export type ApprovalRealm = 'staff' | 'team'

/** A request waits this long for its approver, and an approval as long for its use. */
export const approvalMinutes = { staff: 15, team: 60 } as const satisfies Record<
  ApprovalRealm,
  number
>

/** The two people may resume a use for this long, and get the same answer again. */
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
  | 'keys'
  | 'closing'
  | 'wipe'
>

/** Somebody who asks or approves. */
export interface Person {
  /** Role and name, as the ledger has them: `Operator/alice`. */
  by: string
  /** Network of the address, as `networkOf` gives it. */
  network: string
}

/** Exactly what somebody asks for. */
export interface ApprovalRequest {
  realm: ApprovalRealm
  kind: ApprovalKind
  /** Whom or what it is done to; part of the key. */
  target: string
  /** Everything that would be done, typed values included: only a keyed hash of it is kept. */
  action: readonly string[]
  /** The state that it rests on: once this has changed, the request is void. */
  state: readonly string[]
  reason?: string | undefined
  /** Names the target in the ledger, in clear. */
  subject?: string | undefined
  /** Shown to the approver; holds nothing that was typed. */
  detail?: string | undefined
  /** Behind one network nobody can tell that they are two: refused unless they sit in one room by design. */
  sameNetwork?: 'allowed'
}

export interface Approval {
  /** `team/suspension/vote` */
  approvalKey: string
  /** The person who asked, in lower case: they have one request per key. */
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
  /** Plain digest: what it is made of is no secret, and the page that shows a request has no key. */
  state: string
  askedAt: Date
  /** From then on nobody can approve it. */
  expiresAt: Date
  /** Keyed hash of all of the above: who can write the table cannot make one. */
  proof: string
  approver?: { by: string; from: string; at: Date; reason?: string; proof: string }
  usedAt?: Date
  /** When what takes several steps was over: nobody goes on with it. */
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
  /** All requests under one key, of all who asked. */
  ofKey(approvalKey: string): Promise<Approval[]>
  /** @returns false if the stored approval is another by now: nothing was written */
  write(change: ApprovalChange): Promise<boolean>
}

export const approvalKeyOf = ({
  realm,
  kind,
  target,
}: Pick<ApprovalRequest, 'realm' | 'kind' | 'target'>) => [realm, kind, target].join('/')

/** To destroy an election before its appeals are over. */
export const closingRequest = (name: string, reason: string | undefined): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'closing', target: name, subject: name, reason },
  ...{ action: ['close'], state: [], sameNetwork: 'allowed' },
})

/** `Deployer/alice` and `Reader/Alice` are one person with two roles. */
export const personIn = (by: string): string => by.slice(by.lastIndexOf('/') + 1).toLowerCase()

/** True if the state that it rests on is still the same. */
export const restsOn = (approval: Approval, state: readonly string[]): boolean =>
  approval.state === stateDigest(state)

/** True of whoever asked and whoever approved. */
export const isOfPair = ({ requester, approver }: Approval, { by }: Pick<Person, 'by'>): boolean =>
  personIn(by) === requester || (approver !== undefined && personIn(by) === personIn(approver.by))

/** Counts from the approval's instant, which is proven; a writer of the table could change that of the use. */
export const isResumable = ({ approver, usedAt, endedAt }: Approval, now: Date): boolean =>
  Boolean(approver && usedAt && !endedAt && now < secondsLater(approver.at, resumableSeconds))

/** True while it can be approved; once it was, while it can be begun. */
export function isOpen({ approvalKey, expiresAt, approver, usedAt }: Approval, now: Date): boolean {
  if (usedAt) return false
  if (!approver) return now < expiresAt
  const realm = approvalKey.startsWith('staff/') ? 'staff' : 'team'
  return now < secondsLater(approver.at, approvalMinutes[realm] * 60)
}

/** True if it waits for another person, or its two may go on with it. */
export const isAwaited = (approval: Approval, now: Date): boolean =>
  isOpen(approval, now) || isResumable(approval, now)

/** Entry of the ledger that tells an approval: named by the request's, so that there is one. */
export const agreementId = (approvalId: string) => `${approvalId}/agreed`

export const stateDigest = (state: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(state)).digest('base64url')
