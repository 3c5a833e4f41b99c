import {
  type AttemptCharge,
  type AttemptLimit,
  type Attempts,
  allowedAt,
  type LimitedCounter,
  limitedCounter,
  type TooMany,
  tooManyUntil,
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
  shortWaitSeconds,
  spaceCodeLimit,
  spacePairCodeLimit,
} from '../domain/account/sign-in-limits.ts'
import type { KeysFor } from '../domain/keys.ts'
import { allAnswered } from './all-answered.ts'
import { type Charge, orRefund, refundAll } from './sign-in-charge.ts'

export interface SignInAttempt {
  signIn: 'space' | 'booth'
  /** The account may not exist. */
  voterId: string
  network: string
  /** The id of a known browser. */
  device: string | undefined
  hasMailedCode?: boolean
  captcha?: { id: string; code: string } | undefined
  captchaOwner: string
}

export interface TooManyAttempts extends TooMany {
  /** What shortens the wait, if anything does. */
  sooner: 'captcha' | 'mailed-code' | undefined
}

export type AttemptDecision =
  | { outcome: 'allowed'; charge: Charge }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/**
 * Charges an attempt before the password is checked, so no burst outruns the limits. The answer is the same whether the
 * account exists or not.
 *
 * Machines read security codes: they spare waits, and no limit rests on them. Strangers can make a voter's new browser
 * need a security code and, after many attempts with those, a mailed code. They cannot reach the counters of a known
 * browser and of a mailed code: right credentials with either always get in.
 */
export function chargeAttempt(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  now: ElectionInstant,
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

interface Dependencies {
  attempts: Attempts
  captchas: Pick<Captchas, 'answer'>
  keys: KeysFor<'attempt' | 'captcha-code'>
}

async function chargeKnownBrowser(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  device: string,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const { attempts, keys } = dependencies
  const { signIn, voterId, hasMailedCode } = attempt
  const own = limitedCounter(keys, deviceLimit, [signIn, voterId, device], now)
  const take = await attempts.charge(own, now)
  if (take.taken) return { outcome: 'allowed', charge: { own: [own], shared: [] } }
  if (hasMailedCode) return chargeMailedCode(dependencies, attempt, own, now)
  return tooMany(attempt, take.allowedAt, now)
}

/** @param bypassed the counter that would have the voter wait without the code */
async function chargeMailedCode(
  { attempts, keys }: Dependencies,
  attempt: SignInAttempt,
  bypassed: LimitedCounter,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const own = limitedCounter(keys, mailedCodeLimit, [attempt.signIn, attempt.voterId], now)
  const take = await attempts.charge(own, now)
  if (!take.taken) return tooMany(attempt, take.allowedAt, now)
  return { outcome: 'allowed', charge: { own: [own], bypassed: [bypassed], shared: [] } }
}

async function chargeWithCode(
  { attempts, captchas, keys }: Dependencies,
  attempt: SignInAttempt,
  captcha: { id: string; code: string },
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const codeHash = hashCode(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: attempt.captchaOwner }
  const { own, bypassed, shared, accounts, failed, gotIn } = codeCounters(keys, attempt, now)
  const [isRight, failures] = await allAnswered([
    captchas.answer(answer, now),
    attempts.find(failed),
  ])
  if (!isRight) return { outcome: 'captcha-failed' }
  const isCharged = failures === undefined
  const charging = isCharged ? [...shared, accounts] : shared
  const charged = await chargeAll(attempts, [own, ...charging], now)
  if (!charged.taken) return tooMany(attempt, charged.allowedAt, now)
  const charge = {
    own: [own],
    bypassed: [bypassed],
    shared: charging,
    accounts: { counter: accounts, isCharged, failed, gotIn },
  }
  return { outcome: 'allowed', charge }
}

function codeCounters(
  keys: KeysFor<'attempt'>,
  { signIn, voterId, network }: SignInAttempt,
  now: ElectionInstant,
) {
  const counter = (limit: AttemptLimit, ...subject: string[]) =>
    limitedCounter(keys, limit, [signIn, ...subject], now)
  const isSpace = signIn === 'space'
  return {
    own: counter(isSpace ? spacePairCodeLimit : boothCodeLimit, voterId, network),
    bypassed: counter(pairLimit, voterId, network),
    shared: [
      ...(isSpace ? [counter(spaceCodeLimit, voterId)] : []),
      counter(networkCodeLimit, network),
    ],
    accounts: counter(networkAccountsLimit, network),
    failed: counter(onceLimit('network-failed'), network, voterId),
    gotIn: counter(onceLimit('network-signed-in'), network, voterId),
  }
}

async function mayTryWithCode(
  attempts: Pick<Attempts, 'find'>,
  { own, shared, accounts, failed }: ReturnType<typeof codeCounters>,
  now: ElectionInstant,
): Promise<boolean> {
  const counters = [accounts, own, ...shared]
  const [failures, ...counts] = await Promise.all(
    [failed, ...counters].map((counter) => attempts.find(counter)),
  )
  return counters.every((counter, index) => {
    const isSpared = counter === accounts && failures
    return isSpared || (allowedAt(counter, counts[index]) ?? now) <= now
  })
}

/** Charges its own counter first, so whoever hammers from one network uses up nothing that others share. */
async function chargeNewBrowser(
  { attempts, keys }: Dependencies,
  attempt: SignInAttempt,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const { signIn, voterId } = attempt
  const counter = (limit: AttemptLimit, ...subject: string[]) =>
    limitedCounter(keys, limit, [signIn, ...subject], now)
  const pair = counter(pairLimit, voterId, attempt.network)
  const refuse = async (until: ElectionInstant) => {
    const counters = codeCounters(keys, attempt, now)
    return tooMany(attempt, until, now, await mayTryWithCode(attempts, counters, now))
  }
  const take = await attempts.charge(pair, now)
  if (!take.taken) return refuse(take.allowedAt)
  const shared = [counter(accountLimit, voterId), counter(networkLimit, attempt.network)]
  const charged = await orRefund(attempts, { own: [pair], shared: [] }, () =>
    chargeAll(attempts, shared, now),
  )
  if (charged.taken) return { outcome: 'allowed', charge: { own: [pair], shared } }
  await attempts.refund(pair)
  return refuse(charged.allowedAt)
}

/** Charges all or none. @returns the first refusal, else the last charge */
async function chargeAll(
  attempts: Attempts,
  counters: readonly LimitedCounter[],
  now: ElectionInstant,
): Promise<AttemptCharge> {
  const charging = counters.map((counter) => attempts.charge(counter, now))
  const answers = await Promise.allSettled(charging)
  const taken = counters.filter((_, index) => {
    const answer = answers[index]
    return answer?.status === 'fulfilled' && answer.value.taken
  })
  if (taken.length < counters.length) await refundAll(attempts, taken)
  const takes = await Promise.all(charging)
  return takes.find((take) => !take.taken) ?? (takes.at(-1) as AttemptCharge)
}

function tooMany(
  { signIn, device, hasMailedCode }: SignInAttempt,
  until: ElectionInstant,
  now: ElectionInstant,
  mayTryWithCode = false,
): TooManyAttempts {
  const tooMany = tooManyUntil(until, now)
  const isShort = device !== undefined && tooMany.retryAfterSeconds <= shortWaitSeconds
  const mailHelps = signIn === 'space' && !hasMailedCode && !isShort
  const sooner = mayTryWithCode ? 'captcha' : mailHelps ? 'mailed-code' : undefined
  return { ...tooMany, sooner }
}
