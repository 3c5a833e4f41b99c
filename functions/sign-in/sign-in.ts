import {
  type AttemptCounter,
  attemptCounter,
  secondsUntil,
  signInLimit,
} from '../domain/attempts.ts'
import type { Keys } from '../domain/keys.ts'
import { verifyPassword } from '../domain/password.ts'
import type { Attempts, Sessions, Voters } from '../domain/ports.ts'
import { secondsLater } from '../domain/reissue.ts'
import { newToken, sessionMinutes } from '../domain/session.ts'
import { voterIdOf } from '../domain/voter.ts'

export type SignIn =
  | { outcome: 'signed-in'; cookie: string }
  | { outcome: 'wrong-credentials' }
  | { outcome: 'too-many-attempts'; retryAfterSeconds: number }

/**
 * Opens the espace électeur. An unknown account, one without a password and a wrong password take the
 * same path, the same time and the same answer. The try is counted before the password is looked at,
 * so a burst cannot outrun the limit; a good password forgets the count.
 */
export async function signIn(
  { voters, sessions, attempts, keys }: Dependencies,
  { email, password, clientNetwork, now }: Request,
): Promise<SignIn> {
  const voterId = voterIdOf(keys, email)
  const counter: AttemptCounter = attemptCounter(keys, signInLimit, [voterId, clientNetwork], now)
  const [voter, tries] = await Promise.all([voters.find(voterId), attempts.count(counter)])
  if (tries > signInLimit.maximum) {
    return {
      outcome: 'too-many-attempts',
      retryAfterSeconds: secondsUntil(counter.windowEndsAt, now),
    }
  }
  if (!(await verifyPassword(password, voter?.passwordHash)))
    return { outcome: 'wrong-credentials' }
  const { cookie, claim } = newToken(voterId)
  await Promise.all([
    sessions.open({ ...claim, kind: 'space', expiresAt: secondsLater(now, sessionMinutes * 60) }),
    attempts.forget(counter),
  ])
  return { outcome: 'signed-in', cookie }
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'open'>
  attempts: Attempts
  keys: Keys
}

interface Request {
  email: string
  password: string
  clientNetwork: string
  now: Date
}
