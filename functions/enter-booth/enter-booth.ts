import {
  type AttemptDecision,
  chargeAttempt,
  clearCharge,
  refundCharge,
} from '../../shared/access/sign-in-throttle.ts'
import { signedInAndProlonged } from '../../shared/access/signed-in.ts'
import { knownDevice } from '../../shared/domain/device.ts'
import type { Election } from '../../shared/domain/election.ts'
import { readIdentifier } from '../../shared/domain/identifier.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import { isOpen } from '../../shared/domain/open-period.ts'
import { verifyPassword } from '../../shared/domain/password.ts'
import type { Attempts, Captchas, Clock, Sessions, Voters } from '../../shared/domain/ports.ts'
import { newSessionCookie, type SessionClaim } from '../../shared/domain/session.ts'
import { addressEpoch, holdsIdentifier } from '../../shared/domain/voter.ts'

export type BoothEntry =
  | { outcome: 'entered'; cookie: string }
  | { outcome: 'unauthenticated' | 'vote-closed' | 'wrong-credentials' }
  | Exclude<AttemptDecision, { outcome: 'allowed' }>

/**
 * Opens the espace de vote with the one identifier that is valid now and the voter's own password.
 * A wrong identifier costs the time of a wrong password.
 */
export async function enterBooth(
  { voters, sessions, attempts, captchas, keys, election, clock }: Dependencies,
  { claim, identifier: typed, password, captcha, deviceCookie, clientNetwork }: Request,
): Promise<BoothEntry> {
  const now = clock()
  const found = await signedInAndProlonged({ sessions, voters }, claim, now)
  if (!found) return { outcome: 'unauthenticated' }
  const { session: space, voter } = found
  const { voteOpensAt, voteClosesAt } = election.dates
  if (!isOpen(voteOpensAt, voteClosesAt, now)) return { outcome: 'vote-closed' }

  const { voterId } = voter
  const attempt = {
    signIn: 'booth',
    voterId,
    network: clientNetwork,
    device: knownDevice(keys, addressEpoch(keys, voter), deviceCookie),
    captcha,
    captchaOwner: voterId,
  } as const
  const decision = await chargeAttempt({ attempts, captchas, keys }, attempt, now)
  if (decision.outcome !== 'allowed') return decision
  try {
    const identifier = readIdentifier(typed)
    const rightPassword = await verifyPassword(password, voter.passwordHash)
    if (!rightPassword || !identifier || !holdsIdentifier(keys, voter, identifier)) {
      return { outcome: 'wrong-credentials' }
    }
    const booth = newSessionCookie(voter)
    await sessions.open({
      kind: 'booth',
      voterId,
      tokenHash: booth.claim.tokenHash,
      expiresAt: space.endsAt,
      spaceTokenHash: space.tokenHash,
      identifierHash: voter.identifierHash,
    })
    await clearCharge(attempts, decision.charge, now)
    return { outcome: 'entered', cookie: booth.cookie }
  } catch (failure) {
    await refundCharge(attempts, decision.charge)
    throw failure
  }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'prolong' | 'open'>
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: Keys
  election: Election
  clock: Clock
}

interface Request {
  claim: SessionClaim
  identifier: string
  password: string
  captcha?: { id: string; code: string } | undefined
  deviceCookie: string | undefined
  clientNetwork: string
}
