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

/** Sentences to say aloud about one subject. */
export interface Section {
  heading: string
  lines: string[]
  /** A page shows only the heading at first. */
  folded?: true
}

export interface VoterExplanation {
  /** The oldest first. */
  requests: readonly Reissue[]
  /** One for each request; a single one if there is none. */
  ofRequests: Section[]
  /** The account, the valid identifier, and the next step. */
  standing: Section[]
}

/**
 * Explains the state of each request of a voter and why, the obstacles of their account, and what they can do. Writes
 * nothing. The sentences hold no secret of the voter's and do not name them.
 */
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
  const told = requests.map((request) => toldRequest(request, election))
  const standing = await standingOf(dependencies, voter, told.at(-1))
  const { passwordSetAt, correctedAt } = voter
  const noted = {
    takenPhone: takenPhoneOf(voter, requests.at(-1)),
    passwordSetAt,
    mailFailure: mailFailureOf(voter),
    // A correction of the address leaves a link without an instant to a voter who never asked for one.
    link:
      link && link.requestedAt.getTime() > 0
        ? { ...link, expiresAt: link.newest?.expiresAt }
        : undefined,
  }
  const hasPassword = voter.passwordHash !== undefined
  const account = { ...toWallTime(noted, wall), correctedAt, hasPassword }
  return {
    requests,
    ofRequests:
      told.length > 0
        ? toWallTime(told, wall).map((request, index) => ({
            heading: requestHeading(request, index + 1, told.length, when),
            lines: requestTexts(request, when),
          }))
        : [{ heading: staffTexts.noRequest, lines: [] }],
    standing: [accountSection(accountTexts(account, when), account), ...standing],
  }
}

/** Returns the oldest first. The index may lag behind the voter's own item, which names the newest. */
async function requestsOf(
  { reissues, reissuesOfVoter }: Dependencies,
  { voterId, latestReissueId }: Voter,
): Promise<Reissue[]> {
  const ids = new Set(await reissuesOfVoter.idsOf(voterId))
  if (latestReissueId) ids.add(latestReissueId)
  const found = await Promise.all([...ids].map((id) => reissues.find(id)))
  return found
    .filter((one) => one !== undefined)
    .sort((one, other) => one.requestedAt.getTime() - other.requestedAt.getTime())
}

const toldRequest = (reissue: Reissue, election: Dependencies['election']) => ({
  ...reissue,
  leavesUnconfirmedAt: leavesUnconfirmedAt(reissue, election),
  receiptDueAt: receiptDueOf(reissue, election.receiptMinutes),
  heldBy: holderOf(reissue),
})

async function standingOf(
  dependencies: Dependencies,
  voter: Voter,
  latest: ReturnType<typeof toldRequest> | undefined,
): Promise<Section[]> {
  const { reissues, election, isSuspended, electionClock, wall } = dependencies
  const when = whenOf(dependencies)
  const now = electionClock()
  const identifier = await findValidIdentifier(reissues, voter, latest)
  const asking = { ...askingOf(voter, election, now), suspended: isSuspended }
  const obstacle = obstacleOf(asking, now)
  const isLost = latest?.state === 'failed' && !latest.restored && !latest.usedAt
  const lateSmsAt = isLost ? handedOverAt(latest) : undefined
  // An identifier that was used did arrive.
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

/** Folded if the account has a password and nothing else is said of it. */
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
