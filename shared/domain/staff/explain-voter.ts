import { printedNoticeText } from '../../texts/reissue/valid-identifier.ts'
import { requestHeading, requestTexts } from '../../texts/staff/explained-request.ts'
import {
  accountTexts,
  explainedIdentifier,
  nextTexts,
  staffTexts,
} from '../../texts/staff/explained-voter.ts'
import { undoablePhone } from '../account/known-phone.ts'
import type { PasswordLink, PasswordLinks } from '../account/password-link.ts'
import type { Election } from '../election/election.ts'
import { toWallTime } from '../election/in-wall-time.ts'
import { graceMinutes } from '../election/open-period.ts'
import { type Clock, secondsLater, type WallTime } from '../instants.ts'
import { type AskingRules, askingOf } from '../reissue/asking-voter.ts'
import { leavesUnconfirmedAt, receiptDueOf } from '../reissue/due-times.ts'
import { obstacleOf } from '../reissue/may-ask.ts'
import {
  holderOf,
  isStoppable,
  isUnderWay,
  type Reissue,
  type Reissues,
} from '../reissue/reissue.ts'
import { findValidIdentifier, handedOverAt, isPrinted } from '../reissue/valid-identifier.ts'
import { mailFailureOf, type Voter } from '../voter/voter.ts'
import { takenPhoneOf } from './offered-actions.ts'
import { noneLeftOf } from './printed-notice.ts'

interface Dependencies {
  reissues: Reissues
  /** Unordered; the index is eventually consistent and may lack the newest. */
  reissuesOfVoter: { idsOf(voterId: string): Promise<string[]> }
  passwordLinks: Pick<PasswordLinks, 'find'>
  election: Pick<
    Election<ElectionInstant>,
    'timeZone' | 'limits' | 'smsWaitsForMailMinutes' | 'receiptMinutes' | keyof AskingRules
  >
  isSuspended?: boolean
  electionClock: Clock<ElectionInstant>
  clock: Clock
  wall: WallTime
}

export interface Section {
  heading: string
  lines: string[]
  folded?: true
}

export interface VoterExplanation {
  requests: readonly Reissue[]
  /** One per request, or a single section if there are none. */
  ofRequests: Section[]
  ofVoter: Section[]
}

/** Writes nothing. The sentences contain no secret and do not name the voter. */
export async function explainVoter(
  dependencies: Dependencies,
  voter: Voter,
): Promise<VoterExplanation> {
  const { passwordLinks, election, clock, isSuspended, wall } = dependencies
  const [requests, link] = await Promise.all([
    requestsOf(dependencies, voter),
    passwordLinks.find(voter.voterId),
  ])
  const found = await factsOf(dependencies, { voter, requests, link })
  const { identifier, ...facts } = toWallTime(found, wall)
  const when = { timeZone: election.timeZone, now: clock(), isSuspended }
  const all = facts.requests.length
  const identifierText = explainedIdentifier({
    ...identifier,
    text: isPrinted(found.identifier) ? printedNoticeText : undefined,
    isUnderWay: facts.isUnderWay,
    vote: isSuspended ? 'suspended' : 'open',
    mayAsk: facts.obstacle === undefined,
    ...when,
  })
  const { titles, noRequest } = staffTexts
  const account = accountTexts(facts, when)
  return {
    requests,
    ofRequests:
      all > 0
        ? facts.requests.map((request, index) => ({
            heading: requestHeading(request, index + 1, all, when),
            lines: requestTexts(request, when),
          }))
        : [{ heading: noRequest, lines: [] }],
    ofVoter: [
      {
        ...section(titles.account, account),
        ...(facts.hasPassword && account.length === 1 && { folded: true }),
      },
      ...(when.now < facts.finishesAt ? [section(titles.identifier, [identifierText])] : []),
      section(titles.next, nextTexts(facts, when)),
    ],
  }
}

const section = (title: string, lines: string[]): Section => ({ heading: `${title} :`, lines })

interface Found {
  voter: Voter
  requests: readonly Reissue[]
  link: PasswordLink | undefined
}

async function factsOf(
  { reissues, election, isSuspended, electionClock }: Dependencies,
  { voter, requests, link }: Found,
) {
  const { dates, limits, receiptMinutes } = election
  const now = electionClock()
  const latest = requests.at(-1)
  const asking = { ...askingOf(voter, election, now), suspended: isSuspended }
  const isLost = latest?.state === 'failed' && !latest.restored && !latest.usedAt
  // A used identifier proves that the SMS arrived.
  const unused = latest?.usedAt ? undefined : latest
  return {
    ...asking,
    obstacle: obstacleOf(asking, now),
    hasPassword: voter.passwordHash !== undefined,
    passwordSetAt: voter.passwordSetAt,
    mailFailure: mailFailureOf(voter),
    takenPhone: takenPhoneOf(voter, latest),
    knownPhone: voter.knownPhone,
    formerPhone: undoablePhone(voter, now),
    // A corrected address leaves a link dated 0 to a voter who never requested one.
    link: link && link.requestedAt.getTime() > 0 ? link : undefined,
    voteClosesAt: dates.voteClosesAt,
    finishesAt: secondsLater(dates.voteClosesAt, graceMinutes * 60),
    isUnderWay: latest !== undefined && isUnderWay(latest.state),
    isStoppable: latest !== undefined && isStoppable(latest),
    noneLeft: noneLeftOf(voter, limits),
    limit: limits.reissuesPerVoter,
    failure: unused?.failure,
    receiptDueAt: unused && receiptDueOf(unused, receiptMinutes),
    identifier: {
      ...(await findValidIdentifier(reissues, voter, latest)),
      lateSmsAt: isLost ? handedOverAt(latest) : undefined,
    },
    requests: requests.map((request) => ({
      ...request,
      leavesUnconfirmedAt: leavesUnconfirmedAt(request, election),
      receiptDueAt: receiptDueOf(request, receiptMinutes),
      heldBy: holderOf(request),
    })),
  }
}

/** Sorted by request time. The index may lag behind the voter's item, which names the newest. */
async function requestsOf(
  { reissues, reissuesOfVoter }: Dependencies,
  { voterId, latestReissueId }: Voter,
): Promise<Reissue[]> {
  const ids = new Set(await reissuesOfVoter.idsOf(voterId))
  if (latestReissueId) ids.add(latestReissueId)
  const found = await Promise.all([...ids].map((id) => reissues.find(id)))
  return found
    .filter((reissue) => reissue !== undefined)
    .sort((first, second) => first.requestedAt.getTime() - second.requestedAt.getTime())
}
