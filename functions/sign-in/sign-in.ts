import { newDeviceLimit, pacedCounter } from '../domain/attempts.ts'
import { signInPage } from '../domain/captcha.ts'
import { knownDevice, newDevice } from '../domain/device.ts'
import { forgive, type Knock, knock, takeBack } from '../domain/door.ts'
import type { Keys } from '../domain/keys.ts'
import { verifyPassword } from '../domain/password.ts'
import type { Attempts, Captchas, Sessions, Voters } from '../domain/ports.ts'
import { newSpaceSession } from '../domain/session.ts'
import { type VoterEpoch, voterIdOf } from '../domain/voter.ts'

export type SignIn =
  | { outcome: 'signed-in'; cookie: string; deviceCookie: string | undefined }
  | { outcome: 'wrong-credentials' }
  | Exclude<Knock, { outcome: 'admitted' }>

/**
 * Opens the espace électeur. An unknown account, one without a password and a wrong password take the
 * same path, the same time and the same answer.
 */
export async function signIn(
  { voters, sessions, attempts, captchas, keys }: Dependencies,
  { email, password, captcha, deviceCookie, clientNetwork, now }: Request,
): Promise<SignIn> {
  const voterId = voterIdOf(keys, email)
  const voter = await voters.find(voterId)
  const owner = voter ?? { voterId, sessionEpoch: 0 }
  const device = knownDevice(keys, owner, deviceCookie)
  const visitor = {
    door: 'space',
    voterId,
    network: clientNetwork,
    device,
    captcha,
    captchaOwner: signInPage,
  } as const
  const knocked = await knock({ attempts, captchas, keys }, visitor, now)
  if (knocked.outcome !== 'admitted') return knocked
  try {
    const rightPassword = await verifyPassword(password, voter?.passwordHash)
    if (!voter || !rightPassword) return { outcome: 'wrong-credentials' }
    const { cookie, session } = newSpaceSession(voter, now)
    await sessions.open(session)
    const [known] = await Promise.all([
      device ? deviceCookie : makeKnown({ attempts, keys }, voter, now),
      forgive(attempts, knocked.pass),
    ])
    return { outcome: 'signed-in', cookie, deviceCookie: known }
  } catch (failure) {
    await takeBack(attempts, knocked.pass)
    throw failure
  }
}

/** @returns nothing when the account has had as many new browsers as it may for now */
async function makeKnown(
  { attempts, keys }: Pick<Dependencies, 'attempts' | 'keys'>,
  voter: VoterEpoch,
  now: Date,
): Promise<string | undefined> {
  const counter = pacedCounter(keys, newDeviceLimit, [voter.voterId], now)
  const { taken } = await attempts.take(counter, now)
  return taken ? newDevice(keys, voter).cookie : undefined
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'open'>
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: Keys
}

interface Request {
  email: string
  password: string
  captcha?: { id: string; code: string } | undefined
  deviceCookie: string | undefined
  clientNetwork: string
  now: Date
}
