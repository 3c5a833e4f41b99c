import { type LimitedCounter, limitedCounter } from '../domain/attempts.ts'
import { hashCode } from '../domain/captcha.ts'
import { secondsUntil } from '../domain/instants.ts'
import type { Keys } from '../domain/keys.ts'
import { accountLimit, codeLimit, deviceLimit, networkLimit, pairLimit } from '../domain/limits.ts'
import type { Attempts, Captchas } from '../domain/ports.ts'

/** A try at one of the two sign-ins. */
export interface SignInAttempt {
  signIn: 'space' | 'booth'
  /** Of the account that they name, whether there is one or not. */
  voterId: string
  network: string
  /** The id of their browser, when it is known to be the voter's. */
  device: string | undefined
  captcha?: { id: string; code: string } | undefined
  /** For whom the security code must have been drawn. */
  captchaOwner: string
}

/** What one try has cost. It stays counted unless the credentials are right. */
export interface Charge {
  /** Of this account, network or browser alone. */
  own: readonly LimitedCounter[]
  /** Those that others share: they lose this try only. */
  shared: readonly LimitedCounter[]
  /** Own counters that this try did not go through: right credentials clear them too. */
  bypassed?: readonly LimitedCounter[]
}

export interface TooManyAttempts {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
  /** Whether a security code opens the way at once. */
  captcha: boolean
}

export type AttemptDecision =
  | { outcome: 'allowed'; charge: Charge }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/**
 * Lets somebody try a password, or says why not. To be asked before the password is looked at, so that no
 * burst outruns the limits. It answers the same whether the account exists or not.
 *
 * Strangers can make a voter's new browser ask for a code; on the voter's own network, if they read codes
 * too, they can slow it down. The counter of a known browser is out of their reach.
 */
export function chargeAttempt(
  dependencies: { attempts: Attempts; captchas: Pick<Captchas, 'answer'>; keys: Keys },
  attempt: SignInAttempt,
  now: Date,
): Promise<AttemptDecision> {
  if (attempt.device) return chargeKnownBrowser(dependencies, attempt, attempt.device, now)
  if (attempt.captcha) return chargeWithCode(dependencies, attempt, attempt.captcha, now)
  return chargeNewBrowser(dependencies, attempt, now)
}

/** The credentials were right: what the voter mistyped before counts no more. */
export async function clearCharge(
  attempts: Pick<Attempts, 'clear' | 'refund'>,
  { own, shared, bypassed = [] }: Charge,
): Promise<void> {
  await Promise.all([
    ...[...own, ...bypassed].map((counter) => attempts.clear(counter)),
    ...shared.map((counter) => attempts.refund(counter)),
  ])
}

/** Nothing was said of the credentials: the attempt costs nothing, except the security code. */
export async function refundCharge(
  attempts: Pick<Attempts, 'refund'>,
  { own, shared }: Charge,
): Promise<void> {
  await Promise.all([...own, ...shared].map((counter) => attempts.refund(counter)))
}

interface Dependencies {
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: Keys
}

async function chargeKnownBrowser(
  { attempts, keys }: Dependencies,
  { signIn, voterId }: SignInAttempt,
  device: string,
  now: Date,
): Promise<AttemptDecision> {
  const own = limitedCounter(keys, deviceLimit, [signIn, voterId, device], now)
  const take = await attempts.charge(own, now)
  if (!take.taken) return tooMany(take.allowedAt, now, false)
  return { outcome: 'allowed', charge: { own: [own], shared: [] } }
}

async function chargeWithCode(
  { attempts, captchas, keys }: Dependencies,
  { signIn, voterId, network, captchaOwner }: SignInAttempt,
  captcha: { id: string; code: string },
  now: Date,
): Promise<AttemptDecision> {
  const codeHash = hashCode(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: captchaOwner }
  if (!(await captchas.answer(answer, now))) return { outcome: 'captcha-failed' }
  const withCode = limitedCounter(keys, codeLimit, [signIn, voterId, network], now)
  const take = await attempts.charge(withCode, now)
  if (!take.taken) return tooMany(take.allowedAt, now, false)
  const pair = limitedCounter(keys, pairLimit, [signIn, voterId, network], now)
  return { outcome: 'allowed', charge: { own: [withCode], shared: [], bypassed: [pair] } }
}

/** Its own counter first: whoever hammers from one network takes nothing from those that others share. */
async function chargeNewBrowser(
  { attempts, keys }: Dependencies,
  { signIn, voterId, network }: SignInAttempt,
  now: Date,
): Promise<AttemptDecision> {
  const pair = limitedCounter(keys, pairLimit, [signIn, voterId, network], now)
  const take = await attempts.charge(pair, now)
  if (!take.taken) return tooMany(take.allowedAt, now, true)
  const shared = [
    limitedCounter(keys, accountLimit, [signIn, voterId], now),
    limitedCounter(keys, networkLimit, [signIn, network], now),
  ]
  const takes = await Promise.all(shared.map((counter) => attempts.charge(counter, now)))
  const refused = shared.filter((_, index) => !takes[index]?.taken)
  const [first] = refused
  if (!first) return { outcome: 'allowed', charge: { own: [pair], shared } }
  const taken = shared.filter((counter) => !refused.includes(counter))
  await Promise.all([pair, ...taken].map((counter) => attempts.refund(counter)))
  return tooMany(first.windowEndsAt, now, true)
}

function tooMany(allowedAt: Date, now: Date, captcha: boolean): TooManyAttempts {
  return {
    outcome: 'too-many-attempts',
    retryAfterSeconds: secondsUntil(allowedAt, now),
    captcha,
  }
}
