import {
  type AttemptLimit,
  type Attempts,
  allowedAt,
  type LimitedCounter,
  limitedCounter,
} from '../domain/account/attempts.ts'
import { type Captchas, hashCode } from '../domain/account/captcha.ts'
import {
  accountLimit,
  boothCodeLimit,
  deviceLimit,
  mailedCodeLimit,
  networkAccountsLimit,
  networkCodeLimit,
  networkLimit,
  onceLimit,
  pairLimit,
  spaceCodeLimit,
  spacePairCodeLimit,
} from '../domain/account/sign-in-limits.ts'
import { secondsUntil } from '../domain/instants.ts'
import type { KeysFor } from '../domain/keys.ts'
import { allAnswered } from './all-answered.ts'

/** A try at one of the two sign-ins. */
export interface SignInAttempt {
  signIn: 'space' | 'booth'
  /** Of the account that they name, whether there is one or not. */
  voterId: string
  network: string
  /** The id of their browser, when it is known to be the voter's. */
  device: string | undefined
  /** They know the code that was mailed to the voter. */
  hasMailedCode?: boolean
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
  /** Accounts of this network that failed: right credentials give one back, once a window. */
  gainedOnce?: { marker: LimitedCounter; gained: LimitedCounter }
}

export interface TooManyAttempts {
  outcome: 'too-many-attempts'
  retryAfterSeconds: number
  /** What opens the way sooner, if anything does. */
  sooner: 'captcha' | 'mailed-code' | undefined
}

export type AttemptDecision =
  | { outcome: 'allowed'; charge: Charge }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/**
 * Lets somebody try a password, or says why not. To be asked before the password is looked at, so that no
 * burst outruns the limits. It answers the same whether the account exists or not.
 *
 * Machines read security codes: they spare waits, and no limit rests on them. Strangers can make a voter's
 * new browser ask for a security code and, after many tries with those, for the code of an e-mail.
 * The counters of a known browser and of a mailed code are out of their reach: right credentials with either
 * are always looked at.
 */
export function chargeAttempt(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  now: Date,
): Promise<AttemptDecision> {
  if (attempt.device) return chargeKnownBrowser(dependencies, attempt, attempt.device, now)
  if (attempt.hasMailedCode) {
    const { signIn, voterId, network } = attempt
    const pair = limitedCounter(dependencies.keys, pairLimit, [signIn, voterId, network], now)
    return chargeMailedCode(dependencies, attempt, pair, now)
  }
  if (attempt.captcha) return chargeWithCode(dependencies, attempt, attempt.captcha, now)
  return chargeNewBrowser(dependencies, attempt, now)
}

/** The credentials were right: what the voter mistyped before counts no more. */
export async function clearCharge(
  attempts: Pick<Attempts, 'charge' | 'clear' | 'refund'>,
  { own, shared, bypassed = [], gainedOnce }: Charge,
  now: Date,
): Promise<void> {
  await Promise.all([
    ...[...own, ...bypassed].map((counter) => attempts.clear(counter)),
    ...shared.map((counter) => attempts.refund(counter)),
    gainedOnce && gainOnce(attempts, gainedOnce, now),
  ])
}

async function gainOnce(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { marker, gained }: NonNullable<Charge['gainedOnce']>,
  now: Date,
): Promise<void> {
  const { taken } = await attempts.charge(marker, now)
  if (taken) await attempts.refund(gained)
}

/** Nothing was said of the credentials: the attempt costs nothing, except the security code. */
export async function refundCharge(
  attempts: Pick<Attempts, 'refund'>,
  { own, shared }: Charge,
): Promise<void> {
  await refundAll(attempts, [...own, ...shared])
}

interface Dependencies {
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: KeysFor<'attempt' | 'captcha-code'>
}

async function chargeKnownBrowser(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  device: string,
  now: Date,
): Promise<AttemptDecision> {
  const { attempts, keys } = dependencies
  const { signIn, voterId, hasMailedCode } = attempt
  const own = limitedCounter(keys, deviceLimit, [signIn, voterId, device], now)
  const take = await attempts.charge(own, now)
  if (take.taken) return { outcome: 'allowed', charge: { own: [own], shared: [] } }
  if (hasMailedCode) return chargeMailedCode(dependencies, attempt, own, now)
  return tooMany(attempt, take.allowedAt, now)
}

/** @param bypassed what the voter would wait for without the code */
async function chargeMailedCode(
  { attempts, keys }: Dependencies,
  attempt: SignInAttempt,
  bypassed: LimitedCounter,
  now: Date,
): Promise<AttemptDecision> {
  const own = limitedCounter(keys, mailedCodeLimit, [attempt.signIn, attempt.voterId], now)
  const take = await attempts.charge(own, now)
  if (!take.taken) return tooMany(attempt, take.allowedAt, now)
  return { outcome: 'allowed', charge: { own: [own], shared: [], bypassed: [bypassed] } }
}

async function chargeWithCode(
  { attempts, captchas, keys }: Dependencies,
  attempt: SignInAttempt,
  captcha: { id: string; code: string },
  now: Date,
): Promise<AttemptDecision> {
  const codeHash = hashCode(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: attempt.captchaOwner }
  if (!(await captchas.answer(answer, now))) return { outcome: 'captcha-failed' }
  const { own, bypassed, others, accounts, tried, signedIn } = codeCounters(keys, attempt, now)
  const [refusal, isTriedAgain] = await allAnswered([
    chargeAll(attempts, [own, ...others], now),
    attempts.countAgain(tried, now),
  ])
  if (refusal) return tooMany(attempt, refusal, now)
  const counted = isTriedAgain ? 'again' : await countAccount(attempts, accounts, tried, now)
  if (counted === 'refused') {
    await refundAll(attempts, [own, ...others])
    return tooMany(attempt, accounts.windowEndsAt, now)
  }
  const charge = {
    own: [own],
    shared: counted === 'first' ? [...others, accounts, tried] : others,
    bypassed: [bypassed],
    gainedOnce: { marker: signedIn, gained: accounts },
  }
  return { outcome: 'allowed', charge }
}

/** What a try with a security code goes through. */
function codeCounters(
  keys: KeysFor<'attempt'>,
  { signIn, voterId, network }: SignInAttempt,
  now: Date,
) {
  const counter = (limit: AttemptLimit, ...subject: string[]) =>
    limitedCounter(keys, limit, [signIn, ...subject], now)
  const isSpace = signIn === 'space'
  return {
    own: counter(isSpace ? spacePairCodeLimit : boothCodeLimit, voterId, network),
    bypassed: counter(pairLimit, voterId, network),
    others: [
      ...(isSpace ? [counter(spaceCodeLimit, voterId)] : []),
      counter(networkCodeLimit, network),
    ],
    accounts: counter(networkAccountsLimit, network),
    tried: counter(onceLimit('network-tried'), network, voterId),
    signedIn: counter(onceLimit('network-signed-in'), network, voterId),
  }
}

/** Whether a try with a security code would be looked at now. */
async function mayTryWithCode(
  attempts: Pick<Attempts, 'find'>,
  { own, others, accounts, tried }: ReturnType<typeof codeCounters>,
  now: Date,
): Promise<boolean> {
  const mayTry = async (counter: LimitedCounter) =>
    (allowedAt(counter, await attempts.find(counter)) ?? now) <= now
  const [mayTryAccounts, isTried, ...mayTryOthers] = await Promise.all([
    mayTry(accounts),
    attempts.find(tried),
    ...[own, ...others].map(mayTry),
  ])
  return (mayTryAccounts || (isTried?.attempts ?? 0) > 0) && mayTryOthers.every(Boolean)
}

/**
 * An account counts once in a window against its network, however often it is tried: one that strangers try
 * without end uses up nobody else's. It is marked only once it counts, so a burst marks none for free.
 */
async function countAccount(
  attempts: Attempts,
  accounts: LimitedCounter,
  tried: LimitedCounter,
  now: Date,
): Promise<'first' | 'again' | 'refused'> {
  if (!(await attempts.charge(accounts, now)).taken) return 'refused'
  if ((await attempts.charge(tried, now)).taken) return 'first'
  await attempts.refund(accounts)
  return 'again'
}

/** Its own counter first: whoever hammers from one network takes nothing from those that others share. */
async function chargeNewBrowser(
  { attempts, keys }: Dependencies,
  attempt: SignInAttempt,
  now: Date,
): Promise<AttemptDecision> {
  const { signIn, voterId, network } = attempt
  const pair = limitedCounter(keys, pairLimit, [signIn, voterId, network], now)
  const refuse = async (until: Date) => {
    const counters = codeCounters(keys, attempt, now)
    return tooMany(attempt, until, now, await mayTryWithCode(attempts, counters, now))
  }
  const take = await attempts.charge(pair, now)
  if (!take.taken) return refuse(take.allowedAt)
  const shared = [
    limitedCounter(keys, accountLimit, [signIn, voterId], now),
    limitedCounter(keys, networkLimit, [signIn, network], now),
  ]
  const refusal = await chargeAll(attempts, shared, now)
  if (!refusal) return { outcome: 'allowed', charge: { own: [pair], shared } }
  await attempts.refund(pair)
  return refuse(refusal)
}

/** All of them or none. @returns until when the first that refuses does */
async function chargeAll(
  attempts: Attempts,
  counters: readonly LimitedCounter[],
  now: Date,
): Promise<Date | undefined> {
  const takes = await Promise.all(counters.map((counter) => attempts.charge(counter, now)))
  const refusal = takes.find((take) => !take.taken)
  if (!refusal || refusal.taken) return undefined
  await refundAll(
    attempts,
    counters.filter((_, index) => takes[index]?.taken),
  )
  return refusal.allowedAt
}

async function refundAll(
  attempts: Pick<Attempts, 'refund'>,
  counters: readonly LimitedCounter[],
): Promise<void> {
  await Promise.all(counters.map((counter) => attempts.refund(counter)))
}

/** A wait so short, which no stranger makes longer, is the best way: an e-mail takes longer. */
const shortSeconds = 60

function tooMany(
  { signIn, device, hasMailedCode }: SignInAttempt,
  until: Date,
  now: Date,
  mayTryWithCode = false,
): TooManyAttempts {
  const retryAfterSeconds = secondsUntil(until, now)
  const isShort = device !== undefined && retryAfterSeconds <= shortSeconds
  const mailHelps = signIn === 'space' && !hasMailedCode && !isShort
  const sooner = mayTryWithCode ? 'captcha' : mailHelps ? 'mailed-code' : undefined
  return { outcome: 'too-many-attempts', retryAfterSeconds, sooner }
}
