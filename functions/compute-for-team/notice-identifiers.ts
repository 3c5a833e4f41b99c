import type { Refusal, TeamRequest } from '../../shared/contract/team-requests.ts'
import {
  type ApprovalRequest,
  type ApprovedRequest,
  approvalMinutes,
  personIn,
} from '../../shared/domain/approval.ts'
import { approve, ask, begunApprovals, standingOf } from '../../shared/domain/ask-approval.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { type KeysOf, versionIdOf } from '../../shared/domain/keys.ts'
import { holdsNotice, noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { Roll, RollOperations } from '../../shared/domain/roll/roll.ts'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { type AnsweredApproval, answerApproval, type TeamPorts } from './answer-approval.ts'
import type { Caller } from './read-caller.ts'

type Request<Name extends TeamRequest['compute']> = Extract<TeamRequest, { compute: Name }>

export interface NoticePorts extends TeamPorts {
  keys: KeysOf<'identifierKeys' | 'identityKeys'>
  roll: Pick<Roll, 'findMany'>
  operations: Pick<RollOperations, 'all'>
}

const approvalKey = 'team/notices/roll'

const approvalRequestOf = (operationIds: readonly string[], reason?: string): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'notices', target: 'roll', subject: 'roll', state: [], reason },
  action: [...operationIds].sort(),
})

/** Requests access to the identifiers of unfinished operations. A repeated call returns the approval, if any. */
export async function requestNotices(
  dependencies: NoticePorts,
  caller: Caller,
  { operationIds, reason }: Request<'notices-request'>,
): Promise<AnsweredApproval | { refused: Refusal }> {
  if (await isWritten(dependencies, operationIds)) return { refused: 'written-already' }
  const approval = await approvedRequest(dependencies, caller, operationIds)
  if (approval) return answerApproval({ approval, standing: 'approved' })
  const request = approvalRequestOf(operationIds, reason)
  return answerApproval(await ask(dependencies, caller, request))
}

/** Finds what this person asked for and another approved within the hour. */
async function approvedRequest(
  dependencies: NoticePorts,
  caller: Caller,
  operationIds: readonly string[],
): Promise<ApprovedRequest | undefined> {
  const now = dependencies.clock()
  const request = approvalRequestOf(operationIds)
  const begun = await begunApprovals(dependencies, caller, request)
  return begun.find(
    ({ requester, approver }) =>
      requester === personIn(caller.by) &&
      now < secondsLater(approver.at, approvalMinutes.team * 60),
  )
}

/** Lets the requester read the identifiers for an hour. */
export async function approveNotices(
  dependencies: NoticePorts,
  caller: Caller,
  approvalId: string,
): Promise<AnsweredApproval | { refused: Refusal }> {
  const { approvals, keys, clock } = dependencies
  const all = await approvals.ofKey(approvalKey)
  const found = all.find((approval) => approval.approvalId === approvalId)
  const standing = found && standingOf(keys.identity, found, caller, undefined, clock())
  if (standing === 'same-address') return { refused: standing }
  if (!found || (standing !== 'open' && standing !== 'begun')) return { refused: 'not-approved' }
  const use = approve(keys.identity, found, caller, clock())
  const isApproved = standing === 'begun' || (await approvals.write(use))
  if (!isApproved) return { refused: 'changed-meanwhile' }
  return answerApproval({ standing: 'approved', approval: found })
}

/** Returns the identifiers of notices from an approved operation; null for a voter without a notice. */
export async function noticeIdentifiers(
  dependencies: NoticePorts,
  caller: Caller,
  { approvalId, operationIds, voterIds }: Request<'notices'>,
): Promise<{ values: (Identifier | null)[] } | { refused: Refusal }> {
  const { keys, roll } = dependencies
  const approval = await approvedRequest(dependencies, caller, operationIds)
  if (approval?.approvalId !== approvalId) return { refused: 'not-approved' }
  if (await isWritten(dependencies, operationIds)) return { refused: 'written-already' }
  const batches = Array.from({ length: Math.ceil(voterIds.length / batchSize) }, (_, index) =>
    roll.findMany(voterIds.slice(index * batchSize, (index + 1) * batchSize)),
  )
  const voters = new Map((await Promise.all(batches)).flatMap((batch) => [...batch]))
  const values = voterIds.map((voterId) => {
    const voter = voters.get(voterId)
    const id = voter?.noticeOperationId
    if (!id || !operationIds.includes(id) || voter.removedAt || !holdsNotice(voter)) return null
    return noticeIdentifier(keys, voter, versionIdOf(voter.identifierHash))
  })
  return { values }
}

/** True if an operation has ended: notices are written only once. */
async function isWritten(
  { operations }: Pick<NoticePorts, 'operations'>,
  operationIds: readonly string[],
): Promise<boolean> {
  const open = (await operations.all()).filter(({ finishedAt }) => !finishedAt)
  return operationIds.some((id) => !open.some(({ operationId }) => operationId === id))
}

const batchSize = 100
