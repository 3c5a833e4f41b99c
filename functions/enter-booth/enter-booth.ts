import { attemptCounter, boothLimit, secondsUntil } from '../domain/attempts.ts'
import type { Election } from '../domain/election.ts'
import { readIdentifier } from '../domain/identifier.ts'
import type { Keys } from '../domain/keys.ts'
import { verifyPassword } from '../domain/password.ts'
import type { Attempts, Sessions, Voters } from '../domain/ports.ts'
import { confirms, newToken, type SessionClaim } from '../domain/session.ts'
import { holdsIdentifier } from '../domain/voter.ts'
import { isOpen } from '../domain/windows.ts'

export type BoothEntry =
  | { outcome: 'entered'; cookie: string }
  | { outcome: 'unauthenticated' | 'vote-closed' | 'wrong-credentials' }
  | { outcome: 'too-many-attempts'; retryAfterSeconds: number }

/**
 * Opens the espace de vote with the one identifier that is valid now and the voter's own password.
 * A wrong identifier costs the time of a wrong password.
 */
export async function enterBooth(
  { voters, sessions, attempts, keys, election }: Dependencies,
  { claim, identifier: typed, password, now }: Request,
): Promise<BoothEntry> {
  const [space, voter] = await Promise.all([sessions.findSpace(claim), voters.find(claim.voterId)])
  if (!confirms(space, claim, now) || !voter) return { outcome: 'unauthenticated' }
  const { voteOpensAt, voteClosesAt } = election.dates
  if (!isOpen(voteOpensAt, voteClosesAt, now)) return { outcome: 'vote-closed' }

  const counter = attemptCounter(keys, boothLimit, [voter.voterId], now)
  if ((await attempts.count(counter)) > boothLimit.maximum) {
    return {
      outcome: 'too-many-attempts',
      retryAfterSeconds: secondsUntil(counter.windowEndsAt, now),
    }
  }
  const identifier = readIdentifier(typed)
  const rightPassword = await verifyPassword(password, voter.passwordHash)
  if (!rightPassword || !identifier || !holdsIdentifier(keys, voter, identifier)) {
    return { outcome: 'wrong-credentials' }
  }
  const booth = newToken(voter.voterId)
  await Promise.all([
    sessions.open({
      ...booth.claim,
      kind: 'booth',
      expiresAt: space.expiresAt,
      spaceTokenHash: space.tokenHash,
      identifierHash: voter.identifierHash,
    }),
    attempts.forget(counter),
  ])
  return { outcome: 'entered', cookie: booth.cookie }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'findSpace' | 'open'>
  attempts: Attempts
  keys: Keys
  election: Election
}

interface Request {
  claim: SessionClaim
  identifier: string
  password: string
  now: Date
}
