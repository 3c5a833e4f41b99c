import { signedInStaff } from '../../shared/access/signed-in-staff.ts'
import { type Approval, type Approvals, isOpen, restsOn } from '../../shared/domain/approval.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Staff } from '../../shared/domain/election/election-staff.ts'
import type { FileOpeningKind } from '../../shared/domain/ledger/intervention.ts'
import { explainVoter, type Section } from '../../shared/domain/staff/explain-voter.ts'
import { offeredActions } from '../../shared/domain/staff/offered-actions.ts'
import type { OpenFile, OpenFiles } from '../../shared/domain/staff/open-file.ts'
import { isPrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import { accountState, mayApprove } from '../../shared/domain/staff/staff-approval.ts'
import type { StaffSessions } from '../../shared/domain/staff/staff-session.ts'
import { type StaffAction, staffActions } from '../../shared/domain/staff-action.ts'
import { initialsOf } from '../../shared/domain/voter/initials.ts'
import type { Voter, Voters } from '../../shared/domain/voter/voter.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'

export type FileShown =
  | {
      outcome: 'shown'
      initials: string
      expiresAt: WallInstant
      opening: FileOpeningKind | undefined
      sections: Section[]
      actions: StaffAction[]
      approval?: Approval & { action: StaffAction; mayApprove: boolean; isPrinted: boolean }
    }
  | { outcome: 'unauthenticated' }
  /** None is open, or it has closed by itself. */
  | { outcome: 'not-found' }

type Dependencies = Parameters<typeof explainVoter>[0] & {
  sessions: Pick<StaffSessions, 'find' | 'prolong'>
  staff: Staff
  openFiles: Pick<OpenFiles, 'find' | 'close'>
  approvals: Pick<Approvals, 'find'>
  voters: Pick<Voters, 'find'>
  election: Election<ElectionInstant>
}

/** The file that whoever is signed in has open: what the command `explain` says of that voter. */
export async function showFile(
  dependencies: Dependencies,
  cookie: string | undefined,
): Promise<FileShown> {
  const { openFiles, voters, election, isSuspended, clock, electionClock } = dependencies
  const now = clock()
  const found = await signedInStaff(dependencies, cookie, now)
  if (!found) return { outcome: 'unauthenticated' }
  const file = await openFiles.find(found.session.tokenHash)
  if (!file || file.expiresAt <= now || found.person.role === 'delegate') {
    return { outcome: 'not-found' }
  }
  const voter = await voters.find(file.voterId)
  if (!voter) return { outcome: 'not-found' }
  const { requests, ofRequests, standing } = await explainVoter(dependencies, voter)
  const actions = offeredActions({
    voter,
    latest: requests.at(-1),
    election,
    now: electionClock(),
  })
  const approval = await shownApproval(dependencies, { file, voter, actions })
  const earlier = ofRequests.slice(0, -1).flatMap(({ heading, lines }) => [heading, ...lines])
  const folded = {
    heading: `${staffTexts.titles.earlier} :`,
    lines: earlier,
    folded: true as const,
  }
  return {
    outcome: 'shown',
    initials: initialsOf(voter),
    expiresAt: file.expiresAt,
    opening: file.opening,
    sections: [
      ...[...ofRequests.slice(-1), ...standing].toSorted(byFolding),
      ...(earlier.length > 0 ? [folded] : []),
    ],
    // A colleague's request is there to be confirmed; nothing is printed while the vote is suspended.
    actions: actions.filter(
      (action) => action !== approval?.action && !(isSuspended && action === 'print-notice'),
    ),
    ...(approval && {
      approval: { ...approval, mayApprove: mayApprove(found.person, approval) },
    }),
  }
}

/** Returns the request to show: one that still waits, or a printed notice, which can be shown again. */
async function shownApproval(
  { approvals, clock }: Pick<Dependencies, 'approvals' | 'clock'>,
  { file, voter, actions }: { file: OpenFile; voter: Voter; actions: readonly StaffAction[] },
): Promise<(Approval & { action: StaffAction; isPrinted: boolean }) | undefined> {
  const { approvalKey, requester, approvalId } = file.approval ?? {}
  if (!approvalKey || !requester) return undefined
  const found = await approvals.find(approvalKey, requester)
  const action = staffActions.find((one) => one === found?.kind)
  if (!found || !action || found.approvalId !== approvalId) return undefined
  const isPrinted = isPrintedFor(voter, found)
  const isWaiting =
    isOpen(found, clock()) && restsOn(found, accountState(voter)) && actions.includes(action)
  return isPrinted || isWaiting ? { ...found, action, isPrinted } : undefined
}

const byFolding = (one: Section, other: Section) => Number(!!one.folded) - Number(!!other.folded)

/** Closing when none is open changes nothing. */
export async function closeFile(
  dependencies: Pick<Dependencies, 'sessions' | 'staff' | 'openFiles' | 'clock'>,
  cookie: string | undefined,
): Promise<'closed' | 'unauthenticated'> {
  const found = await signedInStaff(dependencies, cookie, dependencies.clock())
  if (!found) return 'unauthenticated'
  await dependencies.openFiles.close(found.session.tokenHash)
  return 'closed'
}
