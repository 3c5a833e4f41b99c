import { undoablePhone } from '../account/known-phone.ts'
import type { PasswordLink } from '../account/password-link.ts'
import type { Election } from '../election/election.ts'
import { graceMinutes } from '../election/election-dates.ts'
import type { ToWallTime } from '../election/to-wall-time.ts'
import { type Clock, secondsLater } from '../instants.ts'
import {
  isExpectedAfterClose,
  receiptDueTime,
  unconfirmedDepartureAt,
} from '../reissue/due-times.ts'
import { eligibilityOf, type RequestRules } from '../reissue/eligibility.ts'
import { obstacleOf } from '../reissue/obstacle.ts'
import {
  holdCause,
  isCancellable,
  isUnderWay,
  type Reissue,
  type Reissues,
} from '../reissue/reissue.ts'
import { findValidIdentifier, handedOverAt } from '../reissue/valid-identifier.ts'
import { mailFailureOf, type Voter } from '../voter/voter.ts'
import { takenPhoneOf } from './offered-actions.ts'
import { noRequestLeftReason } from './printed-notice.ts'

export interface FactPorts {
  reissues: Reissues
  election: Pick<
    Election<ElectionInstant>,
    'timeZone' | 'limits' | 'smsWaitsForMailMinutes' | 'receiptMinutes' | keyof RequestRules
  >
  isSuspended?: boolean
  electionClock: Clock<ElectionInstant>
}

export type VoterFacts = ToWallTime<Awaited<ReturnType<typeof findFacts>>>

interface VoterItems {
  voter: Voter
  requests: readonly Reissue[]
  link: PasswordLink | undefined
}

export async function findFacts(
  { reissues, election, isSuspended, electionClock }: FactPorts,
  { voter, requests, link }: VoterItems,
) {
  const { dates, limits, receiptMinutes } = election
  const now = electionClock()
  const latest = requests.at(-1)
  const eligibility = { ...eligibilityOf(voter, election, now), suspended: isSuspended }
  const isLost = latest?.state === 'failed' && !latest.restored && !latest.usedAt
  // If the identifier was used, the SMS has arrived, so neither its failure nor its receipt is of interest.
  const unusedReissue = latest?.usedAt ? undefined : latest
  return {
    ...eligibility,
    obstacle: obstacleOf(eligibility, now),
    hasPassword: voter.passwordHash !== undefined,
    passwordSetAt: voter.passwordSetAt,
    mailFailure: mailFailureOf(voter),
    takenPhone: takenPhoneOf(voter, latest),
    knownPhone: voter.knownPhone,
    formerPhone: undoablePhone(voter, now),
    // If the voter never requested a link, `linkInvalidation` stores one dated 1970.
    link: link && link.requestedAt.getTime() > 0 ? link : undefined,
    voteClosesAt: dates.voteClosesAt,
    graceEndsAt: secondsLater(dates.voteClosesAt, graceMinutes * 60),
    isUnderWay: latest !== undefined && isUnderWay(latest.state),
    isCancellable: latest !== undefined && isCancellable(latest),
    noRequestLeftReason: noRequestLeftReason(voter, limits),
    limit: limits.reissuesPerVoter,
    failure: unusedReissue?.failure,
    receiptDueAt: unusedReissue && receiptDueTime(unusedReissue, receiptMinutes),
    identifier: {
      ...(await findValidIdentifier(reissues, voter, latest)),
      lateSmsAt: isLost ? handedOverAt(latest) : undefined,
    },
    requests: requests.map((request) => ({
      ...request,
      unconfirmedDepartureAt: unconfirmedDepartureAt(request, election),
      receiptDueAt: receiptDueTime(request, receiptMinutes),
      heldBy: holdCause(request),
      isExpectedAfterClose: isExpectedAfterClose(request, dates),
    })),
  }
}
