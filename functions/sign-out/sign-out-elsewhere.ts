import { findCaller } from '../../shared/access/signed-in.ts'
import type { SessionClaim } from '../../shared/domain/account/session.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function signOutElsewhere(
  { voters, sessions, clock }: Dependencies,
  claim: SessionClaim | undefined,
): Promise<{ outcome: 'signed-out' | 'unauthenticated' }> {
  const caller = await findCaller({ sessions, voters }, claim, clock())
  if (!caller) return { outcome: 'unauthenticated' }
  const { voterId, tokenHash: currentHash } = caller.claim
  const otherSessions = (await sessions.list(voterId)).filter(
    ({ tokenHash }) => tokenHash !== currentHash,
  )
  await Promise.all(otherSessions.map(({ tokenHash }) => sessions.close({ voterId, tokenHash })))
  return { outcome: 'signed-out' }
}

type Dependencies = Pick<ReissuePorts, 'sessions' | 'voters' | 'clock'>
