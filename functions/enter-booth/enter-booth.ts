import { knownDevice } from '../domain/device.ts'
import { forgive, type Knock, knock, takeBack } from '../domain/door.ts'
import type { Election } from '../domain/election.ts'
import { readIdentifier } from '../domain/identifier.ts'
import type { Keys } from '../domain/keys.ts'
import { verifyPassword } from '../domain/password.ts'
import type { Attempts, Captchas, Sessions, Voters } from '../domain/ports.ts'
import { newToken, type SessionClaim } from '../domain/session.ts'
import { stillSignedIn } from '../domain/signed-in.ts'
import { holdsIdentifier } from '../domain/voter.ts'
import { isOpen } from '../domain/windows.ts'

export type BoothEntry =
  | { outcome: 'entered'; cookie: string }
  | { outcome: 'unauthenticated' | 'vote-closed' | 'wrong-credentials' }
  | Exclude<Knock, { outcome: 'admitted' }>

/**
 * Opens the espace de vote with the one identifier that is valid now and the voter's own password.
 * A wrong identifier costs the time of a wrong password.
 */
export async function enterBooth(
  { voters, sessions, attempts, captchas, keys, election }: Dependencies,
  { claim, identifier: typed, password, captcha, deviceCookie, clientNetwork, now }: Request,
): Promise<BoothEntry> {
  const found = await stillSignedIn({ sessions, voters }, claim, now)
  if (!found) return { outcome: 'unauthenticated' }
  const { session: space, voter } = found
  const { voteOpensAt, voteClosesAt } = election.dates
  if (!isOpen(voteOpensAt, voteClosesAt, now)) return { outcome: 'vote-closed' }

  const { voterId } = voter
  const visitor = {
    door: 'booth',
    voterId,
    network: clientNetwork,
    device: knownDevice(keys, voter, deviceCookie),
    captcha,
    captchaOwner: voterId,
  } as const
  const knocked = await knock({ attempts, captchas, keys }, visitor, now)
  if (knocked.outcome !== 'admitted') return knocked
  try {
    const identifier = readIdentifier(typed)
    const rightPassword = await verifyPassword(password, voter.passwordHash)
    if (!rightPassword || !identifier || !holdsIdentifier(keys, voter, identifier)) {
      return { outcome: 'wrong-credentials' }
    }
    const booth = newToken(voter)
    await sessions.open({
      kind: 'booth',
      voterId,
      tokenHash: booth.claim.tokenHash,
      expiresAt: space.endsAt,
      spaceTokenHash: space.tokenHash,
      identifierHash: voter.identifierHash,
    })
    await forgive(attempts, knocked.pass)
    return { outcome: 'entered', cookie: booth.cookie }
  } catch (failure) {
    await takeBack(attempts, knocked.pass)
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
}

interface Request {
  claim: SessionClaim
  identifier: string
  password: string
  captcha?: { id: string; code: string } | undefined
  deviceCookie: string | undefined
  clientNetwork: string
  now: Date
}
