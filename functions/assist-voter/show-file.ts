import { type FileContext, type FilePorts, findOpenFile } from '../../shared/access/act-in-file.ts'
import type { FileView } from '../../shared/contract/files.ts'
import {
  type Approvals,
  approvalKeyOf,
  isOpen,
  matchesState,
  nameOf,
} from '../../shared/domain/approval.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { explainVoter, type Section } from '../../shared/domain/staff/explain-voter.ts'
import { offeredActions } from '../../shared/domain/staff/offered-actions.ts'
import { isNoticePrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import { staffAuthor } from '../../shared/domain/staff/staff-person.ts'
import {
  repairKinds,
  type StaffAction,
  staffActions,
  twoPersonActions,
} from '../../shared/domain/staff-action.ts'
import { initialsOf } from '../../shared/domain/voter/initials.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'

export type FileDisplay =
  | ({ outcome: 'shown' } & Omit<FileView, 'vote'>)
  | { outcome: 'unauthenticated' }
  | { outcome: 'not-found' }

type Dependencies = Parameters<typeof explainVoter>[0] &
  FilePorts & {
    approvals: Pick<Approvals, 'find'>
    election: Election<ElectionInstant>
  }

export async function showFile(
  dependencies: Dependencies,
  cookie: string | undefined,
): Promise<FileDisplay> {
  const { election, isSuspended, electionClock } = dependencies
  const context = await findOpenFile(dependencies, cookie)
  if ('outcome' in context)
    return { outcome: context.outcome === 'unauthenticated' ? context.outcome : 'not-found' }
  const { file, voter } = context
  const { requests, requestSections, voterSections } = await explainVoter(dependencies, voter)
  const latest = requests.at(-1)
  const possibleActions = offeredActions({ voter, latest, election, now: electionClock() })
  const actions = possibleActions.filter((action) => !(isSuspended && action === 'print-notice'))
  const approvalRequest = await findRequestToShow(dependencies, context, actions)
  const approvedKinds = await findApprovedActions(dependencies, context)
  const earlierRequestsSection = {
    heading: `${staffTexts.headings.earlierRequests} :`,
    lines: requestSections.slice(0, -1).flatMap(({ heading, lines }) => [heading, ...lines]),
    folded: true as const,
  }
  return {
    outcome: 'shown',
    initials: initialsOf(voter),
    expiresAt: file.expiresAt.toISOString(),
    opening: file.opening,
    sections: [
      ...[...requestSections.slice(-1), ...voterSections].toSorted(byFolding),
      ...(earlierRequestsSection.lines.length > 0 ? [earlierRequestsSection] : []),
    ],
    actions: actions.filter((action) => action !== approvalRequest?.action),
    ...(approvedKinds.length > 0 && { approved: approvedKinds }),
    ...(approvalRequest && { wish: approvalRequest }),
  }
}

async function findApprovedActions(
  { approvals }: Pick<Dependencies, 'approvals'>,
  { person, voter }: Pick<FileContext, 'person' | 'voter'>,
): Promise<StaffAction[]> {
  const ownApprovals = await Promise.all(
    twoPersonActions.map((kind) =>
      approvals.find(
        approvalKeyOf({ realm: 'staff', kind, target: voter.voterId }),
        nameOf(staffAuthor(person)),
      ),
    ),
  )
  return twoPersonActions.filter((_, index) => ownApprovals[index]?.approver)
}

async function findRequestToShow(
  { approvals, clock }: Pick<Dependencies, 'approvals' | 'clock'>,
  { file, voter }: Pick<FileContext, 'file' | 'voter'>,
  actions: readonly StaffAction[],
): Promise<FileView['wish']> {
  const { approvalKey, requester, approvalId } = file.approval ?? {}
  if (!approvalKey || !requester) return undefined
  const approval = await approvals.find(approvalKey, requester)
  const action = staffActions.find((name) => name === approval?.kind)
  if (!approval || !action || approval.approvalId !== approvalId) return undefined
  const isPrinted = isNoticePrintedFor(voter, approval)
  const isPending =
    isOpen(approval, clock()) &&
    matchesState(approval, accountState(voter)) &&
    actions.includes(action)
  if (!isPrinted && !isPending) return undefined
  const repairKind = repairKinds.find((kind) => kind === approval.detail)
  return {
    ...{ action, reason: approval.reason ?? '', by: nameOf(approval.by) },
    ...(repairKind && { corrects: repairKind }),
    ...(isPrinted && { printed: true as const }),
  }
}

const byFolding = (left: Section, right: Section) => Number(!!left.folded) - Number(!!right.folded)
