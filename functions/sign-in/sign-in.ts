import { allAnswered } from '../../shared/access/all-answered.ts'
import {
  type AttemptDecision,
  chargeAttempt,
  clearCharge,
  refundCharge,
} from '../../shared/access/sign-in-throttle.ts'
import { type Attempts, limitedCounter } from '../../shared/domain/account/attempts.ts'
import { type Captchas, signInPage } from '../../shared/domain/account/captcha.ts'
import { epochsTried, knownDevice, newDevice } from '../../shared/domain/account/known-browser.ts'
import { isMailedCode } from '../../shared/domain/account/mailed-code.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import {
  newSpaceSession,
  type Sessions,
  sharedIdleMinutes,
} from '../../shared/domain/account/session.ts'
import { newDeviceLimit } from '../../shared/domain/account/sign-in-limits.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import {
  addressEpoch,
  type Voter,
  type Voters,
  voterIdOf,
} from '../../shared/domain/voter/voter.ts'

export type SignIn =
  | { outcome: 'signed-in'; cookie: string; deviceCookie: string | undefined }
  | { outcome: 'wrong-credentials' }
  | Exclude<AttemptDecision, { outcome: 'allowed' }>

/**
 * Opens the espace électeur. An unknown account, one without a password and a wrong password take the
 * same path, the same time and the same answer. Refusals that need no password to be compared come before
 * the account is read: the time of that read tells whether there is one. Only who brings what was made for
 * this very account has it read first.
 */
export async function signIn(
  { voters, sessions, attempts, captchas, keys, clock }: Dependencies,
  { email, password, captcha, mailedCode, sharedComputer, deviceCookie, clientNetwork }: Request,
): Promise<SignIn> {
  const now = clock()
  const voterId = voterIdOf(keys, email)
  const proofsOf = (sessionEpoch: number) => ({
    device: knownDevice(keys, { voterId, sessionEpoch }, deviceCookie),
    hasMailedCode: isMailedCode(keys, { voterId, sessionEpoch }, mailedCode, now),
  })
  const mayBeKnown = Array.from({ length: epochsTried }, (_, epoch) => proofsOf(epoch)).some(
    ({ device, hasMailedCode }) => device !== undefined || hasMailedCode,
  )
  const known = mayBeKnown ? await voters.find(voterId) : undefined
  const { device, hasMailedCode } = known ? proofsOf(known.sessionEpoch) : strangers
  const attempt = {
    signIn: 'space',
    voterId,
    network: clientNetwork,
    device,
    hasMailedCode,
    captcha,
    captchaOwner: signInPage,
  } as const
  const decision = await chargeAttempt({ attempts, captchas, keys }, attempt, now)
  if (decision.outcome !== 'allowed') return decision
  try {
    const voter = known ?? (await voters.find(voterId))
    const rightPassword = await verifyPassword(password, voter?.passwordHash)
    if (!voter || !rightPassword) return { outcome: 'wrong-credentials' }
    const { cookie, session } = newSpaceSession(
      voter,
      now,
      sharedComputer ? sharedIdleMinutes : undefined,
    )
    const maker = hasMailedCode ? 'mailed-code' : 'password'
    const keep = async () => {
      if (sharedComputer) return undefined
      return device ? deviceCookie : makeKnown({ attempts, keys }, voter, maker, now)
    }
    // Before the charge is cleared: should one fail, the charge is refunded once and not twice.
    const [kept] = await allAnswered([keep(), sessions.open(session)])
    await clearCharge(attempts, decision.charge, now)
    return { outcome: 'signed-in', cookie, deviceCookie: kept }
  } catch (failure) {
    await refundCharge(attempts, decision.charge)
    throw failure
  }
}

/** What neither a browser nor an e-mail proves. */
const strangers = { device: undefined, hasMailedCode: false }

/**
 * Counted apart for those who hold a mailed code: a thief of the password alone cannot use those up.
 * @returns nothing when the account has had as many new browsers as it may for now
 */
async function makeKnown(
  { attempts, keys }: Pick<Dependencies, 'attempts' | 'keys'>,
  voter: Voter,
  maker: 'password' | 'mailed-code',
  now: Date,
): Promise<string | undefined> {
  const subject = maker === 'password' ? [voter.voterId] : [voter.voterId, maker]
  const counter = limitedCounter(keys, newDeviceLimit, subject, now)
  const { taken } = await attempts.charge(counter, now)
  return taken ? newDevice(keys, addressEpoch(voter)).cookie : undefined
}

interface Dependencies {
  voters: Pick<Voters, 'find'>
  sessions: Pick<Sessions, 'open'>
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: KeysFor<'voter-id' | 'attempt' | 'captcha-code' | 'device' | 'mailed-code'>
  clock: Clock
}

interface Request {
  email: string
  password: string
  captcha?: { id: string; code: string } | undefined
  mailedCode?: string | undefined
  sharedComputer?: boolean | undefined
  deviceCookie: string | undefined
  clientNetwork: string
}
