import type { Clock } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import { explainVoter, type Section } from '../../shared/domain/staff/explain-voter.ts'
import { canonicalEmail, type Voters } from '../../shared/domain/voter/voter.ts'
import { type JournalLine, journalSentence } from '../../shared/texts/staff/explained-journal.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

export interface JournalSearch {
  /** What the functions said of these requests, in no order. */
  find(reissueIds: readonly string[], since: Date): Promise<(JournalLine & { reissueId: string })[]>
}

type Dependencies = Parameters<typeof explainVoter>[0] & {
  voters: Pick<Voters, 'findAddressee'>
  keyed: Pick<KeyedValues, 'voterIds'>
  clock: Clock
  journal?: JournalSearch | undefined
}

/** Why a voter had no SMS, and what they can do, for a terminal. */
export async function explain(dependencies: Dependencies, email: string): Promise<HelpdeskAnswer> {
  const { voters, keyed, election, clock, journal } = dependencies
  const voter = await voters.findAddressee(await voterIdOfAddress(keyed, email))
  const when = { timeZone: election.timeZone, now: clock() }
  if (!voter) return { done: false, told: [staffTexts.noVoter] }
  if (voter.removedAt) return { done: false, told: [staffTexts.removed(when, voter.removedAt)] }
  const isFormerAddress = canonicalEmail(email) !== canonicalEmail(voter.email)
  const explained = await explainVoter(dependencies, voter, isFormerAddress)
  const { requests, ofRequests, standing, byCommands } = explained
  const [oldest] = requests
  const told = [
    ...ofRequests.map(linesOf),
    ...(journal && oldest ? [await journalTold(journal, requests, oldest.requestedAt, when)] : []),
    ...[...standing, ...byCommands].map(linesOf),
  ]
  return { done: true, told: told.flatMap((lines, index) => (index ? ['', ...lines] : lines)) }
}

const linesOf = ({ heading, lines }: Section) => [heading, ...lines.map((line) => `  - ${line}`)]

/** What the journal says of the requests, the oldest first. @param requests the oldest first */
async function journalTold(
  journal: JournalSearch,
  requests: readonly Pick<Reissue, 'reissueId'>[],
  since: Date,
  when: { timeZone: string; now: Date },
): Promise<string[]> {
  const ids = requests.map(({ reissueId }) => reissueId)
  const lines = await journal.find(ids, since)
  const told = lines
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .flatMap((line) => journalSentence(line, ids.indexOf(line.reissueId) + 1, when) ?? [])
  const { titles, noJournal } = staffTexts
  return linesOf({ heading: `${titles.journal} :`, lines: told.length > 0 ? told : [noJournal] })
}
