import { type FileContext, type FilePorts, findOpenFile } from '../../shared/access/act-in-file.ts'
import type { FileView } from '../../shared/contract/files.ts'
import { type Approvals, isOpen, matchesState, nameOf } from '../../shared/domain/approval.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { explainVoter, type Section } from '../../shared/domain/staff/explain-voter.ts'
import { offeredActions } from '../../shared/domain/staff/offered-actions.ts'
import { isPrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import { repairKinds, type StaffAction, staffActions } from '../../shared/domain/staff-action.ts'
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
  const found = await findOpenFile(dependencies, cookie)
  if ('outcome' in found)
    return { outcome: found.outcome === 'unauthenticated' ? found.outcome : 'not-found' }
  const { file, voter } = found
  const { requests, requestSections, voterSections } = await explainVoter(dependencies, voter)
  const latest = requests.at(-1)
  const offered = offeredActions({ voter, latest, election, now: electionClock() })
  const actions = offered.filter((action) => !(isSuspended && action === 'print-notice'))
  const approvalRequest = await requestToShow(dependencies, found, actions)
  const earlier = requestSections.slice(0, -1)
  const earlierLines = earlier.flatMap(({ heading, lines }) => [heading, ...lines])
  const earlierSection = {
    heading: `${staffTexts.titles.earlier} :`,
    lines: earlierLines,
    folded: true as const,
  }
  return {
    outcome: 'shown',
    initials: initialsOf(voter),
    expiresAt: file.expiresAt.toISOString(),
    opening: file.opening,
    sections: [
      ...[...requestSections.slice(-1), ...voterSections].toSorted(byFolding),
      ...(earlierLines.length > 0 ? [earlierSection] : []),
    ],
    actions: actions.filter((action) => action !== approvalRequest?.action),
    ...(approvalRequest && { wish: approvalRequest }),
  }
}

/** Returns the request that awaits approval, or whose printed notice can be shown again. */
async function requestToShow(
  { approvals, clock }: Pick<Dependencies, 'approvals' | 'clock'>,
  { file, voter }: Pick<FileContext, 'file' | 'voter'>,
  actions: readonly StaffAction[],
): Promise<FileView['wish']> {
  const { approvalKey, requester, approvalId } = file.approval ?? {}
  if (!approvalKey || !requester) return undefined
  const found = await approvals.find(approvalKey, requester)
  const action = staffActions.find((name) => name === found?.kind)
  if (!found || !action || found.approvalId !== approvalId) return undefined
  const isPrinted = isPrintedFor(voter, found)
  const isWaiting =
    isOpen(found, clock()) && matchesState(found, accountState(voter)) && actions.includes(action)
  if (!isPrinted && !isWaiting) return undefined
  const repairKind = repairKinds.find((kind) => kind === found.detail)
  return {
    ...{ action, reason: found.reason ?? '', by: nameOf(found.by) },
    ...(repairKind && { corrects: repairKind }),
    ...(isPrinted && { printed: true as const }),
  }
}

const byFolding = (left: Section, right: Section) => Number(!!left.folded) - Number(!!right.folded)
