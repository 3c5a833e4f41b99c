import type { Clock } from '../../shared/domain/instants.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import { explainVoter, type Section } from '../../shared/domain/staff/explain-voter.ts'
import { canonicalEmail, type Voters } from '../../shared/domain/voter/voter.ts'
import { staffTexts } from '../../shared/texts/staff/explained-voter.ts'

export interface HelpdeskAnswer {
  done: boolean
  told: string[]
}

type Dependencies = Parameters<typeof explainVoter>[0] & {
  voters: Pick<Voters, 'findAddressee'>
  keyed: Pick<KeyedValues, 'voterIds'>
  clock: Clock
}

/** Tells why a voter had no SMS, and what they can do. */
export async function explain(dependencies: Dependencies, email: string): Promise<HelpdeskAnswer> {
  const { voters, keyed, election, clock } = dependencies
  const voter = await voters.findAddressee(await voterIdOfAddress(keyed, email))
  const when = { timeZone: election.timeZone, now: clock() }
  if (!voter) return { done: false, told: [staffTexts.noVoter] }
  if (voter.removedAt) return { done: false, told: [staffTexts.removed(when, voter.removedAt)] }
  const isFormerAddress = canonicalEmail(email) !== canonicalEmail(voter.email)
  const explained = await explainVoter(dependencies, voter, isFormerAddress)
  const { ofRequests, standing, byCommands } = explained
  const told = [...ofRequests, ...standing, ...byCommands].map(linesOf)
  return { done: true, told: told.flatMap((lines, index) => (index ? ['', ...lines] : lines)) }
}

const linesOf = ({ heading, lines }: Section) => [heading, ...lines.map((line) => `  - ${line}`)]
