import { printedNoticeText } from '../../texts/reissue/valid-identifier.ts'
import { requestHeading, requestTexts } from '../../texts/staff/explained-request.ts'
import {
  accountTexts,
  identifierExplanation,
  nextTexts,
  staffTexts,
} from '../../texts/staff/explained-voter.ts'
import type { PasswordLinks } from '../account/password-link.ts'
import { toWallTime } from '../election/to-wall-time.ts'
import type { Clock, ToWall } from '../instants.ts'
import type { Reissue } from '../reissue/reissue.ts'
import { isPrinted } from '../reissue/valid-identifier.ts'
import type { Voter } from '../voter/voter.ts'
import { type FactPorts, findFacts } from './voter-facts.ts'

interface Dependencies extends FactPorts {
  /** Ids in any order. The index is eventually consistent, so the newest request may be missing. */
  reissuesOfVoter: { idsOf(voterId: string): Promise<string[]> }
  passwordLinks: Pick<PasswordLinks, 'find'>
  clock: Clock
  toWall: ToWall
}

export interface Section {
  heading: string
  lines: string[]
  folded?: true
}

export interface VoterExplanation {
  requests: readonly Reissue[]
  requestSections: Section[]
  voterSections: Section[]
}

/** The sentences must contain no secret. */
export async function explainVoter(
  dependencies: Dependencies,
  voter: Voter,
): Promise<VoterExplanation> {
  const { passwordLinks, election, clock, isSuspended, toWall } = dependencies
  const [requests, link] = await Promise.all([
    requestsOf(dependencies, voter),
    passwordLinks.find(voter.voterId),
  ])
  const electionFacts = await findFacts(dependencies, { voter, requests, link })
  const facts = toWallTime(electionFacts, toWall)
  const time = { timeZone: election.timeZone, now: clock(), isSuspended }
  const requestCount = facts.requests.length
  const identifierText = identifierExplanation({
    ...facts.identifier,
    text: isPrinted(electionFacts.identifier) ? printedNoticeText : undefined,
    isUnderWay: facts.isUnderWay,
    vote: isSuspended ? 'suspended' : 'open',
    mayRequest: facts.obstacle === undefined,
    ...time,
  })
  const { headings, noRequest } = staffTexts
  const accountLines = accountTexts(facts, time)
  return {
    requests,
    requestSections:
      requestCount > 0
        ? facts.requests.map((request, index) => ({
            heading: requestHeading(request, index + 1, requestCount, time),
            lines: requestTexts(request, time),
          }))
        : [{ heading: noRequest, lines: [] }],
    voterSections: [
      {
        ...section(headings.account, accountLines),
        ...(facts.hasPassword && accountLines.length === 1 && { folded: true }),
      },
      ...(time.now < facts.graceEndsAt ? [section(headings.identifier, [identifierText])] : []),
      section(headings.nextSteps, nextTexts(facts, time)),
    ],
  }
}

const section = (title: string, lines: string[]): Section => ({ heading: `${title} :`, lines })

async function requestsOf(
  { reissues, reissuesOfVoter }: Dependencies,
  { voterId, latestReissueId }: Voter,
): Promise<Reissue[]> {
  const ids = new Set(await reissuesOfVoter.idsOf(voterId))
  if (latestReissueId) ids.add(latestReissueId)
  const foundReissues = await Promise.all([...ids].map((id) => reissues.find(id)))
  return foundReissues
    .filter((reissue) => reissue !== undefined)
    .sort((first, second) => first.requestedAt.getTime() - second.requestedAt.getTime())
}
