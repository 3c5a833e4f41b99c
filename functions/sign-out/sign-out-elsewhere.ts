import { signedIn } from '../../shared/access/signed-in.ts'
import type { SessionClaim, Sessions } from '../../shared/domain/account/session.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Voters } from '../../shared/domain/voter/voter.ts'

/** Ends their booth sessions too. Known browsers stay known: whoever knows the password is only ended by a new one. */
export async function signOutElsewhere(
  { voters, sessions, clock }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<{ outcome: 'signed-out' | 'unauthenticated' }> {
  const found = claim && (await signedIn({ sessions, voters }, claim, clock()))
  if (!found) return { outcome: 'unauthenticated' }
  const { voterId } = claim
  const others = (await sessions.ofVoter(voterId)).filter(
    ({ tokenHash }) => tokenHash !== claim.tokenHash,
  )
  await Promise.all(others.map(({ tokenHash }) => sessions.close({ voterId, tokenHash })))
  return { outcome: 'signed-out' }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'ofVoter' | 'close'>
  clock: Clock<ElectionInstant>
}
