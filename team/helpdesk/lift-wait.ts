import type { Clock } from '../../shared/domain/instants.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { VoterGrants } from '../../shared/domain/staff/voter-grants.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'
import { helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

interface Dependencies {
  voters: Pick<Voters, 'find'>
  voterGrants: Pick<VoterGrants, 'liftWait'>
  keyed: Pick<KeyedValues, 'voterIds'>
  clock: Clock
}

/** Lets a voter whom staff have identified ask at once, after wrong identities of today. */
export async function liftWait(
  { voters, voterGrants, keyed, clock }: Dependencies,
  email: string,
): Promise<HelpdeskAnswer> {
  const voter = await voters.find(await voterIdOfAddress(keyed, email))
  if (!voter) return { done: false, told: [texts.noVoter] }
  await voterGrants.liftWait(voter.voterId, clock())
  return { done: true, told: [texts.waitLifted] }
}
