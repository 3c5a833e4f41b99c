import { printedNoticeText } from '../../texts/reissue/valid-identifier.ts'
import { requestHeading, requestTexts } from '../../texts/staff/explained-request.ts'
import {
  accountTexts,
  explainedIdentifier,
  nextTexts,
  staffTexts,
} from '../../texts/staff/explained-voter.ts'
import type { PasswordLinks } from '../account/password-link.ts'
import type { Election } from '../election/election.ts'
import { toWallTime } from '../election/in-wall-time.ts'
import { graceMinutes } from '../election/open-period.ts'
import { type Clock, secondsLater, type WallTime } from '../instants.ts'
import { askingOf } from '../reissue/asking-voter.ts'
import { leavesUnconfirmedAt, receiptDueOf } from '../reissue/due-times.ts'
import { obstacleOf } from '../reissue/may-ask.ts'
import {
  holderOf,
  isStoppable,
  isUnderWay,
  type Reissue,
  type Reissues,
} from '../reissue/reissue.ts'
import type { ReissuesOfVoter } from '../reissue/reissues-of-voter.ts'
import { findValidIdentifier, handedOverAt, isPrinted } from '../reissue/valid-identifier.ts'
import { mailFailureOf, type Voter } from '../voter/voter.ts'
import { takenPhoneOf } from './offered-actions.ts'
import { noneLeftOf } from './printed-notice.ts'

interface Dependencies {
  reissues: Reissues
  reissuesOfVoter: ReissuesOfVoter
  passwordLinks: Pick<PasswordLinks, 'find'>
  election: Pick<
    Election<ElectionInstant>,
    'timeZone' | 'dates' | 'limits' | 'bothLostHours' | 'smsWaitsForMailMinutes' | 'receiptMinutes'
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
  standing: Section[]
}

/** Writes nothing. The sentences contain no secret and do not name the voter. */
export async function explainVoter(
  dependencies: Dependencies,
  voter: Voter,
): Promise<VoterExplanation> {
  const { passwordLinks, election, wall } = dependencies
  const when = whenOf(dependencies)
  const [requests, link] = await Promise.all([
    requestsOf(dependencies, voter),
    passwordLinks.find(voter.voterId),
  ])
  const explainedRequests = requests.map((request) => explainedRequest(request, election))
  const standing = await standingOf(dependencies, voter, explainedRequests.at(-1))
  const { passwordSetAt, correctedAt } = voter
  const accountFacts = {
    takenPhone: takenPhoneOf(voter, requests.at(-1)),
    passwordSetAt,
    mailFailure: mailFailureOf(voter),
    // A corrected address leaves a link dated 0 to a voter who never requested one.
    link:
      link && link.requestedAt.getTime() > 0
        ? { ...link, expiresAt: link.newest?.expiresAt }
        : undefined,
  }
  const hasPassword = voter.passwordHash !== undefined
  const account = { ...toWallTime(accountFacts, wall), correctedAt, hasPassword }
  return {
    requests,
    ofRequests:
      explainedRequests.length > 0
        ? toWallTime(explainedRequests, wall).map((request, index) => ({
            heading: requestHeading(request, index + 1, explainedRequests.length, when),
            lines: requestTexts(request, when),
          }))
        : [{ heading: staffTexts.noRequest, lines: [] }],
    standing: [accountSection(accountTexts(account, when), account), ...standing],
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

const explainedRequest = (reissue: Reissue, election: Dependencies['election']) => ({
  ...reissue,
  leavesUnconfirmedAt: leavesUnconfirmedAt(reissue, election),
  receiptDueAt: receiptDueOf(reissue, election.receiptMinutes),
  heldBy: holderOf(reissue),
})

async function standingOf(
  dependencies: Dependencies,
  voter: Voter,
  latest: ReturnType<typeof explainedRequest> | undefined,
): Promise<Section[]> {
  const { reissues, election, isSuspended, electionClock, wall } = dependencies
  const when = whenOf(dependencies)
  const now = electionClock()
  const identifier = await findValidIdentifier(reissues, voter, latest)
  const asking = { ...askingOf(voter, election, now), suspended: isSuspended }
  const obstacle = obstacleOf(asking, now)
  const isLost = latest?.state === 'failed' && !latest.restored && !latest.usedAt
  const lateSmsAt = isLost ? handedOverAt(latest) : undefined
  // A used identifier proves that the SMS arrived.
  const { receiptDueAt, failure } = latest?.usedAt ? {} : { ...latest }
  const noneLeft = noneLeftOf(voter, election.limits)
  const isWaiting = latest !== undefined && isUnderWay(latest.state)
  const { titles } = staffTexts
  const { voteClosesAt } = election.dates
  const finishesAt = secondsLater(voteClosesAt, graceMinutes * 60)
  const identifierSection = section(titles.identifier, [
    explainedIdentifier({
      ...identifier,
      text: isPrinted(identifier) ? printedNoticeText : undefined,
      lateSmsAt: lateSmsAt && wall(lateSmsAt).toISOString(),
      sentAt: identifier.from === 'sms' ? wall(identifier.sentAt).toISOString() : undefined,
      isUnderWay: isWaiting,
      vote: isSuspended ? 'suspended' : 'open',
      mayAsk: obstacle === undefined,
      ...when,
    }),
  ])
  const next = nextTexts(
    toWallTime(
      {
        ...asking,
        voteClosesAt,
        finishesAt,
        obstacle,
        isUnderWay: isWaiting,
        isStoppable: latest !== undefined && isStoppable(latest),
        noneLeft,
        requests: election.limits.reissuesPerVoter,
        failure,
        receiptDueAt: receiptDueAt && now < receiptDueAt ? receiptDueAt : undefined,
      },
      wall,
    ),
    when,
  )
  return [...(now < finishesAt ? [identifierSection] : []), section(titles.next, next)]
}

const accountSection = (lines: string[], { hasPassword }: { hasPassword: boolean }): Section => ({
  ...section(staffTexts.titles.account, lines),
  ...(hasPassword && lines.length === 1 && { folded: true }),
})

const whenOf = ({ election, clock, isSuspended }: Dependencies) => ({
  timeZone: election.timeZone,
  now: clock(),
  isSuspended,
})

const section = (title: string, lines: string[]): Section => ({ heading: `${title} :`, lines })
