import {
  accountLimit,
  codeLimit,
  deviceLimit,
  networkLimit,
  type PacedCounter,
  pacedCounter,
  pairLimit,
  secondsUntil,
} from './attempts.ts'
import { hashCode } from './captcha.ts'
import type { Keys } from './keys.ts'
import type { Attempts, Captchas } from './ports.ts'

/** Who comes to one of the two sign-ins. */
export interface Visitor {
  door: 'space' | 'booth'
  /** Of the account that they name, whether there is one or not. */
  voterId: string
  network: string
  /** The id of their browser, when it is known to be the voter's. */
  device: string | undefined
  captcha?: { id: string; code: string } | undefined
  /** For whom the security code must have been drawn. */
  captchaOwner: string
}

/** What one admission has cost. It stays counted unless the credentials are right. */
export interface Pass {
  /** The visitor's own counters. */
  own: readonly PacedCounter[]
  /** Those that others share: they lose this try only. */
  shared: readonly PacedCounter[]
  /** The visitor's own that this one did not go through: right credentials clear them too. */
  past?: readonly PacedCounter[]
}

export interface TooManyAttempts {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
  /** Whether a security code opens the way at once. */
  captcha: boolean
}

export type Knock =
  | { outcome: 'admitted'; pass: Pass }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/**
 * Lets somebody try a password, or says why not. To be asked before the password is looked at, so that no
 * burst outruns the limits. It answers the same whether the account exists or not.
 *
 * Strangers can make a voter's new browser ask for a code; on the voter's own network, if they read codes
 * too, they can slow it down. The counter of a known browser is out of their reach.
 */
export function knock(
  dependencies: { attempts: Attempts; captchas: Pick<Captchas, 'answer'>; keys: Keys },
  visitor: Visitor,
  now: Date,
): Promise<Knock> {
  if (visitor.device) return knockFromKnownBrowser(dependencies, visitor, visitor.device, now)
  if (visitor.captcha) return knockWithCode(dependencies, visitor, visitor.captcha, now)
  return knockFromNewBrowser(dependencies, visitor, now)
}

/** The credentials were right: what the voter mistyped before counts no more. */
export async function forgive(
  attempts: Pick<Attempts, 'forget' | 'giveBack'>,
  { own, shared, past = [] }: Pass,
): Promise<void> {
  await Promise.all([
    ...[...own, ...past].map((counter) => attempts.forget(counter)),
    ...shared.map((counter) => attempts.giveBack(counter)),
  ])
}

/** Nothing was said of the credentials: what they cost is as if nobody had come, but for a code. */
export async function takeBack(
  attempts: Pick<Attempts, 'giveBack'>,
  { own, shared }: Pass,
): Promise<void> {
  await Promise.all([...own, ...shared].map((counter) => attempts.giveBack(counter)))
}

interface Dependencies {
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: Keys
}

async function knockFromKnownBrowser(
  { attempts, keys }: Dependencies,
  { door, voterId }: Visitor,
  device: string,
  now: Date,
): Promise<Knock> {
  const own = pacedCounter(keys, deviceLimit, [door, voterId, device], now)
  const take = await attempts.take(own, now)
  if (!take.taken) return tooMany(take.allowedAt, now, false)
  return { outcome: 'admitted', pass: { own: [own], shared: [] } }
}

async function knockWithCode(
  { attempts, captchas, keys }: Dependencies,
  { door, voterId, network, captchaOwner }: Visitor,
  captcha: { id: string; code: string },
  now: Date,
): Promise<Knock> {
  const codeHash = hashCode(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: captchaOwner }
  if (!(await captchas.answer(answer, now))) return { outcome: 'captcha-failed' }
  const withCode = pacedCounter(keys, codeLimit, [door, voterId, network], now)
  const take = await attempts.take(withCode, now)
  if (!take.taken) return tooMany(take.allowedAt, now, false)
  const pair = pacedCounter(keys, pairLimit, [door, voterId, network], now)
  return { outcome: 'admitted', pass: { own: [withCode], shared: [], past: [pair] } }
}

/** Its own counter first: whoever hammers from one network takes nothing from those that others share. */
async function knockFromNewBrowser(
  { attempts, keys }: Dependencies,
  { door, voterId, network }: Visitor,
  now: Date,
): Promise<Knock> {
  const pair = pacedCounter(keys, pairLimit, [door, voterId, network], now)
  const take = await attempts.take(pair, now)
  if (!take.taken) return tooMany(take.allowedAt, now, true)
  const shared = [
    pacedCounter(keys, accountLimit, [door, voterId], now),
    pacedCounter(keys, networkLimit, [door, network], now),
  ]
  const takes = await Promise.all(shared.map((counter) => attempts.take(counter, now)))
  const refused = shared.filter((_, index) => !takes[index]?.taken)
  const [first] = refused
  if (!first) return { outcome: 'admitted', pass: { own: [pair], shared } }
  const taken = shared.filter((counter) => !refused.includes(counter))
  await Promise.all([pair, ...taken].map((counter) => attempts.giveBack(counter)))
  return tooMany(first.windowEndsAt, now, true)
}

function tooMany(allowedAt: Date, now: Date, captcha: boolean): TooManyAttempts {
  return {
    outcome: 'too-many-attempts',
    retryAfterSeconds: secondsUntil(allowedAt, now),
    captcha,
  }
}
