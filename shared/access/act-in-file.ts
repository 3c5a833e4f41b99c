import { type KeyObject, randomUUID } from 'node:crypto'
import { type Backoff, backoffUntil } from '../domain/account/attempts.ts'
import {
  type Approval,
  type ApprovalRequest,
  type ApprovalUse,
  approvalKeyOf,
} from '../domain/approval.ts'
import { keyedHash } from '../domain/keys.ts'
import type { Reissue } from '../domain/reissue/reissue.ts'
import { approvalStateOf, approve, openRequest } from '../domain/request-approval.ts'
import type { CorrectionRefusal } from '../domain/roll/correction.ts'
import { type CodePorts, storeNewCode } from '../domain/staff/file-code.ts'
import { offeredActions } from '../domain/staff/offered-actions.ts'
import { accountState, mayApprove, requesterOf } from '../domain/staff/staff-approval.ts'
import { staffCounter } from '../domain/staff/staff-limits.ts'
import { type StaffPerson, staffAuthor } from '../domain/staff/staff-person.ts'
import type { OpenFile, StaffSession } from '../domain/staff/staff-session.ts'
import {
  needsTwoPeople,
  notifiedActions,
  type StaffAction,
  type TwoPersonAction,
} from '../domain/staff-action.ts'
import type { Voter } from '../domain/voter/voter.ts'
import { settleReissue } from './find-settled-reissue.ts'
import { authenticateStaff, type StaffPorts } from './signed-in-staff.ts'

export type ActionResult = AcceptedAction | ActionRefusal | { outcome: RepairRefusal }

export type AcceptedAction =
  | { outcome: 'done' | 'again'; action: StaffAction }
  | { outcome: 'asked'; action: StaffAction; code: string; expiresAt: WallInstant }

export type ActionRefusal =
  | { outcome: 'unauthenticated' | 'not-found' }
  | { outcome: 'not-permitted' | 'not-offered' }
  | Backoff

export type RepairRefusal = CorrectionRefusal | 'not-as-asked'

interface Caller {
  cookie: string | undefined
  network: string
  shownExpiry?: () => string | undefined
}

export interface SoloAction {
  act(action: StaffAction, fileContext: FileContext): Promise<boolean>
}

export interface ApprovedAction {
  kind: TwoPersonAction
  /** @throws Problem if the input is malformed */
  readInput?(): Pick<ApprovalRequest, 'action' | 'detail'>
  check?(fileContext: FileContext): Promise<RepairRefusal | undefined>
  /** @returns false or a refusal if nothing was written */
  carryOut(fileContext: FileContext, approvalUse: ApprovalUse): Promise<boolean | RepairRefusal>
  isStillInEffect?(voter: Voter, approval: Approval): boolean
}

export async function actInFile(
  dependencies: ActionContext & CodePorts,
  {
    readRequest,
    ...caller
  }: Caller &
    Pick<ApprovedAction, 'readInput' | 'check'> &
    Partial<SoloAction> & {
      readRequest: () => { action: StaffAction; reason: string }
    },
): Promise<ActionResult> {
  const { interventions, notifications, sessions, clock, key } = dependencies
  const fileContext = await findFile(dependencies, caller)
  if ('outcome' in fileContext) return fileContext
  const input = caller.readInput?.()
  const { action, reason } = readRequest()
  const repeatKey = actionKey(action, fileContext)
  const refusal = await chargeAction(dependencies, fileContext, action)
  if (refusal?.outcome === 'not-offered' && fileContext.file.done === repeatKey)
    return { outcome: 'again', action }
  if (refusal) return refusal
  const { voterId } = fileContext.voter
  if (needsTwoPeople(action)) {
    const refusal = await caller.check?.(fileContext)
    if (refusal) return { outcome: refusal }
    const request = { ...requestOf(fileContext, action, input), reason }
    return requestApproval(dependencies, fileContext, request, caller.network)
  }
  if (!caller.act) return { outcome: 'not-permitted' }
  const at = clock()
  const digests = { from: keyedHash(key, 'address', caller.network) }
  const by = staffAuthor(fileContext.person)
  const interventionId = randomUUID()
  await interventions.record({ interventionId, kind: action, at, by, reason, digests })
  const notification = notifiedActions.find((kind) => kind === action)
  if (notification) await notifications.put({ news: notification, voterId, at })
  if (!(await caller.act(action, fileContext))) return { outcome: 'not-offered' }
  // A lifted wait can begin again, so lifting it again is not a repeated call.
  if (action !== 'lift-wait') await sessions.recordAction(fileContext.session.tokenHash, repeatKey)
  return { outcome: 'done', action }
}

const actionKey = (action: StaffAction, { latestReissue }: FileContext) =>
  [action, latestReissue?.reissueId ?? 'none'].join('/')

async function requestApproval(
  dependencies: ActionContext & CodePorts,
  { person, voter: { voterId } }: FileContext,
  request: ApprovalRequest & { kind: TwoPersonAction },
  network: string,
): Promise<ActionResult> {
  const { approvals, notifications, proofKey, clock } = dependencies
  const at = clock()
  const approval = await approvals.find(approvalKeyOf(request), requesterOf(person))
  const change = openRequest(proofKey, request, { by: staffAuthor(person), network }, at, approval)
  const { approvalKey, requester, approvalId } = change.after
  await notifications.put({ news: `${request.kind}-asked`, voterId, at })
  if (!(await approvals.write(change))) return { outcome: 'not-offered' }
  const target = { voterId, approval: { approvalKey, requester, approvalId } }
  const newCode = await storeNewCode(dependencies, target, at)
  return { outcome: 'asked', action: request.kind, ...newCode }
}

export async function approveInFile(
  dependencies: ApprovalContext,
  { kind: action, readInput, carryOut, isStillInEffect, ...caller }: Caller & ApprovedAction,
): Promise<ActionResult> {
  const { approvals, voters, notifications, proofKey, clock } = dependencies
  const fileContext = await findFile(dependencies, caller)
  if ('outcome' in fileContext) return fileContext
  const { person, file, voter } = fileContext
  const reference = file.approval
  const isSameRequest = reference?.approvalKey === approvalKeyOf(requestOf(fileContext, action))
  if (!reference || !isSameRequest || !mayApprove(person, reference))
    return { outcome: 'not-permitted' }
  const request = requestOf(fileContext, action, readInput?.())
  const approver = { by: staffAuthor(person), network: caller.network }
  const readApproval = async (account: Voter) => {
    const storedApproval = await approvals.find(reference.approvalKey, reference.requester)
    const approval =
      storedApproval?.approvalId === reference.approvalId ? storedApproval : undefined
    const approvalState =
      approval && approvalStateOf(proofKey, approval, approver, request, clock())
    const isDone =
      approvalState === 'resumable' && approval && (isStillInEffect?.(account, approval) ?? true)
    const outcome = approvalState === 'other-action' ? 'not-as-asked' : 'not-offered'
    const answer: ActionResult = isDone ? { outcome: 'again', action } : { outcome }
    return { approval, approvalState, answer }
  }
  const { approval, approvalState, answer } = await readApproval(voter)
  if (!approval || approval.approver) return answer
  const refusal = await chargeAction(dependencies, fileContext, action)
  if (refusal) return refusal
  if (approvalState !== 'open') return answer
  const { voterId } = voter
  const now = clock()
  const notification = notifiedActions.find((kind) => kind === action)
  if (notification) await notifications.put({ news: notification, voterId, at: now })
  const result = await carryOut(fileContext, approve(proofKey, approval, approver, now))
  if (typeof result === 'string') return { outcome: result }
  if (result) return { outcome: 'done', action }
  // A duplicate of this call may have been faster.
  const account = await voters.find(voterId)
  return account ? (await readApproval(account)).answer : { outcome: 'not-offered' }
}

function requestOf<Action extends TwoPersonAction>(
  { voter }: FileContext,
  kind: Action,
  input: ReturnType<NonNullable<ApprovedAction['readInput']>> = {
    // An approved `lift-both-lost` may also end the latest request's delay, so it is bound to that request.
    action: kind === 'lift-both-lost' ? [voter.latestReissueId ?? 'none'] : [],
  },
): ApprovalRequest & { kind: Action } {
  return {
    ...{ realm: 'staff', kind, target: voter.voterId, ...input, state: accountState(voter) },
    sameNetwork: 'allowed',
  }
}

export interface FileContext {
  person: StaffPerson
  session: StaffSession
  file: OpenFile
  voter: Voter
  latestReissue: Reissue | undefined
}

export async function findOpenFile(
  { sessions, staff, voters, clock }: FilePorts,
  cookie: string | undefined,
): Promise<
  | Omit<FileContext, 'latestReissue'>
  | { outcome: 'unauthenticated' | 'not-permitted' | 'not-found' }
> {
  const now = clock()
  const caller = await authenticateStaff({ sessions, staff }, cookie, now)
  if (!caller) return { outcome: 'unauthenticated' }
  const { person, session } = caller
  if (person.role === 'delegate') return { outcome: 'not-permitted' }
  const file = session.openFile
  if (!file || file.expiresAt <= now) return { outcome: 'not-found' }
  const voter = await voters.find(file.voterId)
  return voter ? { person, session, file, voter } : { outcome: 'not-found' }
}

async function findFile(
  dependencies: ApprovalContext,
  caller: Caller,
  hasWaited = false,
): Promise<FileContext | Exclude<ActionRefusal, Backoff>> {
  const fileContext = await findOpenFile(dependencies, caller.cookie)
  if ('outcome' in fileContext) return fileContext
  const closesAt = fileContext.file.expiresAt.toISOString()
  if ((caller.shownExpiry?.() ?? closesAt) !== closesAt) return { outcome: 'not-offered' }
  const { latestReissueId: id } = fileContext.voter
  const latestReissue = id ? await dependencies.reissues.find(id) : undefined
  if (latestReissue?.state !== 'sending' || hasWaited) return { ...fileContext, latestReissue }
  await settleReissue(dependencies, latestReissue)
  // Everything that was read may have changed during this wait, and the session may have opened another file.
  return findFile(dependencies, { ...caller, shownExpiry: () => closesAt }, true)
}

async function chargeAction(
  { attempts, election, electionClock, clock }: ApprovalContext,
  { person, voter, latestReissue }: FileContext,
  action: StaffAction,
): Promise<Backoff | { outcome: 'not-offered' } | undefined> {
  const actions = offeredActions({ voter, latest: latestReissue, election, now: electionClock() })
  if (!actions.includes(action)) return { outcome: 'not-offered' }
  const now = clock()
  const charge = await attempts.charge(staffCounter('actions', person.email, now), now)
  return charge.isAllowed ? undefined : backoffUntil(charge.allowedAt, now)
}

type ApprovalContext = StaffPorts & { proofKey: KeyObject }

type ActionContext = ApprovalContext & Pick<CodePorts, 'key'>

export type FilePorts = Pick<StaffPorts, 'sessions' | 'staff' | 'voters' | 'clock'>
