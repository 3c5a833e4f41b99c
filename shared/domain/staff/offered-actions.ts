import type { Election } from '../election/election.ts'
import { type Dates, isOpen } from '../election/election-dates.ts'
import { isCancellable, isUnderWay, type Reissue } from '../reissue/reissue.ts'
import { isReplacedByNotice } from '../reissue/valid-identifier.ts'
import { rollSealedAt } from '../roll/roll-seal.ts'
import { type StaffAction, staffActions } from '../staff-action.ts'
import { bothFactorsLostUntil, refusesMail, type TakenPhone, type Voter } from '../voter/voter.ts'
import { mayPrintNotice, printingClaim } from './printed-notice.ts'
import { mayLiftWait } from './voter-grants.ts'

interface VoterFile {
  voter: Voter
  latest: Reissue | undefined
  election: Pick<Election<ElectionInstant>, 'dates' | 'timeZone' | 'limits' | 'bothLostHours'>
  now: ElectionInstant
}

export function offeredActions({ voter, latest, election, now }: VoterFile): StaffAction[] {
  const { dates, limits, bothLostHours } = election
  const hasPassword = voter.passwordHash !== undefined
  const canStillRequest = now < dates.reissueClosesAt
  const isOffered: Record<StaffAction, boolean> = {
    'stop-request': latest !== undefined && isCancellable(latest),
    'grant-sms': canStillRequest && (voter.smsCount ?? 0) >= limits.smsPerVoter,
    'free-phone': canStillRequest && takenPhoneOf(voter, latest) !== undefined,
    'mail-again':
      latest !== undefined &&
      mayResendMail(latest, dates, now) &&
      !isReplacedByNotice(voter, latest) &&
      !refusesMail(voter),
    'end-sessions': true,
    'lift-wait': canStillRequest && mayLiftWait(voter, now),
    'lift-both-lost':
      canStillRequest &&
      (delayedRequestId(latest) !== undefined ||
        bothFactorsLostUntil(voter, bothLostHours, now) !== undefined),
    repair: isOpen(rollSealedAt(election), dates.voteClosesAt, now),
    'print-notice':
      canStillRequest &&
      now >= dates.reissueOpensAt &&
      mayPrintNotice(voter, printingClaim(voter, election, now)),
  }
  return staffActions.filter((action) => isOffered[action] && (hasPassword || action === 'repair'))
}

export function delayedRequestId(latest: Reissue | undefined): string | undefined {
  return latest?.state === 'accepted' && latest.delayEndsAt ? latest.reissueId : undefined
}

export function takenPhoneOf(
  { takenPhone }: Voter,
  latest: Reissue | undefined,
): TakenPhone | undefined {
  return takenPhone && (!latest || latest.requestedAt < takenPhone.at) ? takenPhone : undefined
}

function mayResendMail(
  { state, mailDueAt, usedAt }: Reissue,
  dates: Dates<ElectionInstant>,
  now: ElectionInstant,
): boolean {
  if (isUnderWay(state) || mailDueAt !== undefined) return false
  return state !== 'failed' || (usedAt === undefined && now < dates.voteClosesAt)
}
