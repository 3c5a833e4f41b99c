import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import {
  type ApprovalRequest,
  type ApprovedRequest,
  approvalMinutes,
  nameOf,
  type Person,
} from '../../shared/domain/approval.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { versionIdOf } from '../../shared/domain/keys.ts'
import {
  approvalStateOf,
  approve,
  findResumableApprovals,
  requestApproval,
} from '../../shared/domain/request-approval.ts'
import { isNoticeValid, noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { TeamOutcome } from './answer-approval.ts'
import type { TeamPorts } from './team-ports.ts'

const approvalKey = 'team/notices/roll'

const requestOf = (operationIds: readonly string[], reason?: string): ApprovalRequest => ({
  ...{ realm: 'team', kind: 'notices', target: 'roll', subject: 'roll', state: [], reason },
  action: [...operationIds].sort(),
})

export async function requestNotices(
  ports: TeamPorts,
  person: Person,
  { operationIds, reason }: TeamRequestOf<'notices-request'>,
): Promise<TeamOutcome> {
  if (await areNoticesWritten(ports, operationIds)) return { refused: 'written-already' }
  const approval = await findApprovedRequest(ports, person, operationIds)
  if (approval) return { approval, status: 'approved' }
  return requestApproval(ports, person, requestOf(operationIds, reason))
}

async function findApprovedRequest(
  ports: TeamPorts,
  person: Person,
  operationIds: readonly string[],
): Promise<ApprovedRequest | undefined> {
  const now = ports.clock()
  const request = requestOf(operationIds)
  const approvals = await findResumableApprovals(ports, person, request)
  return approvals.find(
    ({ requester, approver }) =>
      requester === nameOf(person.by) && now < secondsLater(approver.at, approvalMinutes.team * 60),
  )
}

export async function approveNotices(
  ports: TeamPorts,
  person: Person,
  approvalId: string,
): Promise<TeamOutcome> {
  const { approvals, keys, clock } = ports
  const storedApprovals = await approvals.findAll(approvalKey)
  const approval = storedApprovals.find((approval) => approval.approvalId === approvalId)
  const state = approval && approvalStateOf(keys.identity, approval, person, undefined, clock())
  if (state === 'same-address') return { refused: state }
  if (!approval || (state !== 'open' && state !== 'resumable')) return { refused: 'not-approved' }
  const approvalUse = approve(keys.identity, approval, person, clock())
  const isApproved = state === 'resumable' || (await approvals.write(approvalUse))
  if (!isApproved) return { refused: 'changed-meanwhile' }
  return { status: 'approved', approval }
}

export async function deriveNoticeIdentifiers(
  ports: TeamPorts,
  person: Person,
  { approvalId, operationIds, voterIds }: TeamRequestOf<'notices'>,
): Promise<TeamOutcome> {
  const { keys, roll } = ports
  const approval = await findApprovedRequest(ports, person, operationIds)
  if (approval?.approvalId !== approvalId) return { refused: 'not-approved' }
  if (await areNoticesWritten(ports, operationIds)) return { refused: 'written-already' }
  const batches = Array.from({ length: Math.ceil(voterIds.length / batchSize) }, (_, index) =>
    roll.findMany(voterIds.slice(index * batchSize, (index + 1) * batchSize)),
  )
  const voters = new Map((await Promise.all(batches)).flatMap((batch) => [...batch]))
  const values = voterIds.map((voterId) => {
    const voter = voters.get(voterId)
    const id = voter?.noticeOperationId
    if (!id || !operationIds.includes(id) || voter.removedAt || !isNoticeValid(voter)) return null
    return noticeIdentifier(keys, voter, versionIdOf(voter.identifierHash))
  })
  return { values }
}

async function areNoticesWritten(
  { operations }: Pick<TeamPorts, 'operations'>,
  operationIds: readonly string[],
): Promise<boolean> {
  const openOperations = (await operations.list()).filter(({ finishedAt }) => !finishedAt)
  return operationIds.some((id) => !openOperations.some(({ operationId }) => operationId === id))
}

const batchSize = 100
