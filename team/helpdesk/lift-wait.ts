import type { AttemptRemoval } from '../../shared/domain/account/attempts.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'
import { helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import type { HelpdeskAnswer } from './with-reason.ts'

interface Dependencies {
  voters: Pick<Voters, 'find'>
  attempts: AttemptRemoval
  keyed: Pick<KeyedValues, 'identityAttempts' | 'voterIds'>
}

/** Lets a voter whom staff have identified ask at once, after wrong identities of today. */
export async function liftWait(
  { voters, attempts, keyed }: Dependencies,
  email: string,
): Promise<HelpdeskAnswer> {
  const voter = await voters.find(await voterIdOfAddress(keyed, email))
  if (!voter) return { done: false, told: [texts.noVoter] }
  const removal = await attempts.remove(await keyed.identityAttempts(voter.voterId))
  return { done: true, told: [removal === 'removed' ? texts.waitLifted : texts.noWait] }
}
