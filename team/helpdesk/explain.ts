import type { PasswordLinks } from '../../shared/domain/account/password-link.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { askingOf } from '../../shared/domain/reissue/asking-voter.ts'
import { leavesUnconfirmedAt, receiptDueOf } from '../../shared/domain/reissue/due-times.ts'
import { obstacleOf } from '../../shared/domain/reissue/may-ask.ts'
import {
  holdingDayOf,
  isStoppable,
  isUnderWay,
  type Reissue,
  type Reissues,
  type ReissuesOfVoter,
} from '../../shared/domain/reissue/reissue.ts'
import { findValidIdentifier, handedOverAt } from '../../shared/domain/reissue/valid-identifier.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import { unknownTerritory } from '../../shared/domain/sms/handover-times.ts'
import {
  permissionOf,
  type SmsBreaker,
  type SmsBreakers,
} from '../../shared/domain/sms/sms-breaker.ts'
import { isOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import {
  canonicalEmail,
  mailFailureOf,
  refusesMails,
  type Voter,
  type Voters,
} from '../../shared/domain/voter/voter.ts'
import {
  accountTexts,
  explainedIdentifier,
  nextTexts,
  staffTexts,
} from '../../shared/texts/roll/explained-voter.ts'
import {
  requestHeading,
  requestTexts,
  type ToldRequest,
} from '../../shared/texts/roll/explanation.ts'
import { type JournalSearch, journalTold } from './journal-told.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

interface Dependencies {
  voters: Pick<Voters, 'findAddressee'>
  reissues: Reissues
  reissuesOfVoter: ReissuesOfVoter
  passwordLinks: Pick<PasswordLinks, 'find'>
  smsBreakers: Pick<SmsBreakers, 'find'>
  keyed: Pick<KeyedValues, 'voterIds'>
  election: Pick<
    Election,
    'timeZone' | 'dates' | 'limits' | 'bothLostHours' | 'smsWaitsForMailMinutes' | 'receiptMinutes'
  >
  clock: Clock
  /** Where the functions' journal can be searched. */
  journal?: JournalSearch | undefined
}

/**
 * Tells where each request of a voter stands and why, what of their account is in the way, and what they can do. It
 * reads by keys and writes nothing. None of what it tells is a secret of the voter's, nor names them.
 */
export async function explain(dependencies: Dependencies, email: string): Promise<HelpdeskAnswer> {
  const { voters, passwordLinks, smsBreakers, keyed, election, clock, journal } = dependencies
  const voter = await voters.findAddressee(await voterIdOfAddress(keyed, email))
  const when = { timeZone: election.timeZone, now: clock() }
  if (!voter) return { done: false, told: [staffTexts.noVoter] }
  if (voter.removedAt) return { done: false, told: [staffTexts.removed(when, voter.removedAt)] }
  const [requests, link, breaker] = await Promise.all([
    requestsOf(dependencies, voter),
    passwordLinks.find(voter.voterId),
    smsBreakers.find(),
  ])
  const account = {
    hasPassword: voter.passwordHash !== undefined,
    passwordSetAt: voter.passwordSetAt,
    isFormerAddress: canonicalEmail(email) !== canonicalEmail(voter.email),
    correctedAt: voter.correctedAt,
    mailFailure: mailFailureOf(voter),
    link: link && { ...link, expiresAt: link.newest?.expiresAt },
  }
  const told = requests.map((request) => toldRequest(request, election, breaker, when.now))
  const { titles } = staffTexts
  const sections = [
    ...(told.length > 0 ? [] : [[staffTexts.noRequest]]),
    ...told.map((request, index) => [
      requestHeading(request, index + 1, told.length, when),
      ...bulleted(requestTexts(request, when)),
    ]),
    ...(journal && requests.length > 0 ? [await journalTold(journal, requests, when)] : []),
    section(titles.account, accountTexts(account, when)),
    ...(await standing(dependencies, voter, requests, told)),
  ]
  return { done: true, told: sections.flatMap((lines, index) => (index ? ['', ...lines] : lines)) }
}

/** The oldest first. The index may lack the newest, which the voter's line names. */
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

function toldRequest(
  reissue: Reissue,
  election: Dependencies['election'],
  breaker: SmsBreaker,
  now: Date,
): ToldRequest {
  return {
    ...reissue,
    leavesUnconfirmedAt: leavesUnconfirmedAt(reissue, election),
    receiptDueAt: receiptDueOf(reissue, election.receiptMinutes),
    heldBy: holderOf(reissue, breaker, now),
  }
}

/** What holds it now: it may not have looked since that ended. */
function holderOf(reissue: Reissue, breaker: SmsBreaker, now: Date): ToldRequest['heldBy'] {
  if (reissue.state !== 'held') return undefined
  const day = holdingDayOf(reissue)
  if (day) return isOfTerritory(day) ? 'territory' : 'day'
  const permission = permissionOf(breaker, reissue.territory ?? unknownTerritory, now)
  return permission.leaves === 'later' ? permission.by : undefined
}

/** The valid identifier, what to do next, and what staff can do for it. */
async function standing(
  { reissues, election, clock }: Dependencies,
  voter: Voter,
  requests: readonly Reissue[],
  told: readonly ToldRequest[],
): Promise<string[][]> {
  const when = { timeZone: election.timeZone, now: clock() }
  const latest = requests.at(-1)
  const identifier = await findValidIdentifier(reissues, voter, latest)
  const asking = askingOf(voter, election, when.now)
  const obstacle = obstacleOf(asking, when.now)
  const underWay = latest && isUnderWay(latest.state) ? latest : undefined
  const isLost = latest?.state === 'failed' && !latest.restored && !latest.usedAt
  const lateSmsAt = isLost && identifier.from === 'nowhere' ? handedOverAt(latest) : undefined
  const receiptDueAt = told.at(-1)?.receiptDueAt
  const isSmsCeiling =
    obstacle === 'none-remaining' && voter.reissueCount < election.limits.reissuesPerVoter
  const heldBy = told.at(-1)?.heldBy
  const { titles } = staffTexts
  const forStaff = [
    ...(isSmsCeiling ? [staffTexts.smsCeiling] : []),
    ...(heldBy && heldBy !== 'day' ? [staffTexts.seeSmsState] : []),
    ...(refusesMails(voter) ? [staffTexts.refusingAddress] : []),
  ]
  const { voteClosesAt } = election.dates
  const identifierSection = section(titles.identifier, [
    explainedIdentifier({
      ...identifier,
      lateSmsAt: lateSmsAt?.toISOString(),
      sentAt: identifier.from === 'sms' ? identifier.sentAt.toISOString() : undefined,
      isUnderWay: underWay !== undefined,
      mayAsk: obstacle === undefined,
      ...when,
    }),
  ])
  return [
    ...(when.now < voteClosesAt ? [identifierSection] : []),
    section(
      titles.next,
      nextTexts(
        {
          ...asking,
          voteClosesAt,
          obstacle,
          isUnderWay: underWay !== undefined,
          isStoppable: underWay !== undefined && isStoppable(underWay),
          isSmsCeiling,
          failure: latest?.usedAt ? undefined : latest?.failure,
          receiptDueAt: receiptDueAt && when.now < receiptDueAt ? receiptDueAt : undefined,
        },
        when,
      ),
    ),
    ...(forStaff.length > 0 ? [section(titles.staff, forStaff)] : []),
  ]
}

const bulleted = (lines: readonly string[]) => lines.map((line) => `  - ${line}`)

function section(title: string, lines: readonly string[]): string[] {
  return [`${title} :`, ...bulleted(lines)]
}
