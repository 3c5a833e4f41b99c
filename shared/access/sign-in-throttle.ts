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
import { type Charge, refundAll, withRefund } from './sign-in-charge.ts'

export interface SignInAttempt {
  signIn: 'space' | 'booth'
  /** The account may not exist. */
  voterId: string
  network: string
  /** Id of a known browser */
  device: string | undefined
  hasMailedCode?: boolean
  captcha?: { id: string; code: string } | undefined
  captchaOwner: string
}

export interface TooManyAttempts extends TooMany {
  sooner: 'captcha' | 'mailed-code' | undefined
}

export type AttemptDecision =
  | { outcome: 'allowed'; charge: Charge }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/**
 * Charges an attempt before the password check, so no burst outruns the limits. The answer is the same whether the
 * account exists or not.
 *
 * Machines read security codes, which therefore only spare waits; no limit relies on them. Strangers can force a
 * voter's new browser to need a security code, then a mailed code. They cannot reach the counters of a known browser or
 * a mailed code: right credentials with either always get in.
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
  const ownCounter = limitedCounter(keys, deviceLimit, [signIn, voterId, device], now)
  const take = await attempts.charge(ownCounter, now)
  if (take.taken)
    return { outcome: 'allowed', charge: { ownCounters: [ownCounter], sharedCounters: [] } }
  if (hasMailedCode) return chargeMailedCode(dependencies, attempt, ownCounter, now)
  return tooMany(attempt, take.allowedAt, now)
}

/** @param bypassedCounter counter that would impose a wait without the code */
async function chargeMailedCode(
  { attempts, keys }: Dependencies,
  attempt: SignInAttempt,
  bypassedCounter: LimitedCounter,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const ownCounter = limitedCounter(keys, mailedCodeLimit, [attempt.signIn, attempt.voterId], now)
  const take = await attempts.charge(ownCounter, now)
  if (!take.taken) return tooMany(attempt, take.allowedAt, now)
  return {
    outcome: 'allowed',
    charge: { ownCounters: [ownCounter], bypassedCounters: [bypassedCounter], sharedCounters: [] },
  }
}

async function chargeWithCode(
  { attempts, captchas, keys }: Dependencies,
  attempt: SignInAttempt,
  captcha: { id: string; code: string },
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const codeHash = hashCode(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: attempt.captchaOwner }
  const { ownCounter, bypassedCounter, sharedCounters, accounts, failureMark, successMark } =
    codeCounters(keys, attempt, now)
  const [isRight, failures] = await allAnswered([
    captchas.answer(answer, now),
    attempts.find(failureMark),
  ])
  if (!isRight) return { outcome: 'captcha-failed' }
  const isCharged = failures === undefined
  const charging = isCharged ? [...sharedCounters, accounts] : sharedCounters
  const chargeResult = await chargeAll(attempts, [ownCounter, ...charging], now)
  if (!chargeResult.taken) return tooMany(attempt, chargeResult.allowedAt, now)
  const charge = {
    ownCounters: [ownCounter],
    bypassedCounters: [bypassedCounter],
    sharedCounters: charging,
    accounts: { counter: accounts, isCharged, failureMark, successMark },
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
    ownCounter: counter(isSpace ? spacePairCodeLimit : boothCodeLimit, voterId, network),
    bypassedCounter: counter(pairLimit, voterId, network),
    sharedCounters: [
      ...(isSpace ? [counter(spaceCodeLimit, voterId)] : []),
      counter(networkCodeLimit, network),
    ],
    accounts: counter(networkAccountsLimit, network),
    failureMark: counter(onceLimit('network-failed'), network, voterId),
    successMark: counter(onceLimit('network-signed-in'), network, voterId),
  }
}

async function mayTryWithCode(
  attempts: Pick<Attempts, 'find'>,
  { ownCounter, sharedCounters, accounts, failureMark }: ReturnType<typeof codeCounters>,
  now: ElectionInstant,
): Promise<boolean> {
  const counters = [accounts, ownCounter, ...sharedCounters]
  const [failures, ...counts] = await Promise.all(
    [failureMark, ...counters].map((counter) => attempts.find(counter)),
  )
  return counters.every((counter, index) => {
    const isSpared = counter === accounts && failures
    return isSpared || (allowedAt(counter, counts[index]) ?? now) <= now
  })
}

/** Charges the pair's counter first, so that a flood from one network uses up nothing shared. */
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
  const sharedCounters = [counter(accountLimit, voterId), counter(networkLimit, attempt.network)]
  const chargeResult = await withRefund(attempts, { ownCounters: [pair], sharedCounters: [] }, () =>
    chargeAll(attempts, sharedCounters, now),
  )
  if (chargeResult.taken)
    return { outcome: 'allowed', charge: { ownCounters: [pair], sharedCounters } }
  await attempts.refund(pair)
  return refuse(chargeResult.allowedAt)
}

/** Charges all counters or none. @returns the first refusal, else the last charge */
async function chargeAll(
  attempts: Attempts,
  counters: readonly LimitedCounter[],
  now: ElectionInstant,
): Promise<AttemptCharge> {
  const charging = counters.map((counter) => attempts.charge(counter, now))
  const answers = await Promise.allSettled(charging)
  const takenCounters = counters.filter((_, index) => {
    const answer = answers[index]
    return answer?.status === 'fulfilled' && answer.value.taken
  })
  if (takenCounters.length < counters.length) await refundAll(attempts, takenCounters)
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
