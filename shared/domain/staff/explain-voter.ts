import { printedNoticeText } from '../../texts/reissue/valid-identifier.ts'
import { requestHeading, requestTexts } from '../../texts/staff/explained-request.ts'
import {
  accountTexts,
  explainedIdentifier,
  nextTexts,
  staffTexts,
} from '../../texts/staff/explained-voter.ts'
import type { PasswordLinks } from '../account/password-link.ts'
import { toWallTime } from '../election/in-wall-time.ts'
import type { Clock, WallTime } from '../instants.ts'
import type { Reissue } from '../reissue/reissue.ts'
import { isPrinted } from '../reissue/valid-identifier.ts'
import type { Voter } from '../voter/voter.ts'
import { type FactPorts, findFacts } from './voter-facts.ts'

interface Dependencies extends FactPorts {
  /** Unordered ids from an eventually consistent index, which may lack the newest request. */
  reissuesOfVoter: { idsOf(voterId: string): Promise<string[]> }
  passwordLinks: Pick<PasswordLinks, 'find'>
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
  /** One section per request, or a single section if there are no requests. */
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
  const found = await findFacts(dependencies, { voter, requests, link })
  const facts = toWallTime(found, wall)
  const when = { timeZone: election.timeZone, now: clock(), isSuspended }
  const all = facts.requests.length
  const identifierText = explainedIdentifier({
    ...facts.identifier,
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

/** Returns requests by time. The index may lag behind the voter's item, which names the newest request. */
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
