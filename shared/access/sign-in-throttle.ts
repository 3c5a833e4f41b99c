import {
  type AttemptLimit,
  type Attempts,
  type Backoff,
  backoffUntil,
  type LimitedCounter,
  limitedCounter,
  retryTime,
} from '../domain/account/attempts.ts'
import { type Captchas, hashAnswer } from '../domain/account/captcha.ts'
import {
  accountLimit,
  boothCaptchaLimit,
  deviceLimit,
  limitOfOne,
  mailedCodeLimit,
  networkAccountsLimit,
  networkCaptchaLimit,
  networkLimit,
  pairLimit,
  shortWaitSeconds,
  spaceCaptchaLimit,
  spacePairCaptchaLimit,
} from '../domain/account/sign-in-limits.ts'
import type { KeysFor } from '../domain/keys.ts'
import { settleAll } from './settle-all.ts'
import { type Charge, refundAll, refundCharge, refundOnFailure } from './sign-in-charge.ts'

export interface SignInAttempt {
  signIn: 'space' | 'booth'
  /** The space's sign-in derives the id from the typed address, so the account may not exist. */
  voterId: string
  network: string
  deviceId: string | undefined
  hasMailedCode?: boolean
  captcha?: { id: string; code: string } | undefined
  captchaOwner: string
}

export interface TooManyAttempts extends Backoff {
  bypass: 'captcha' | 'mailed-code' | undefined
}

export type AttemptDecision =
  | { outcome: 'allowed'; charge: Charge }
  | TooManyAttempts
  | { outcome: 'captcha-failed' }

/** Must precede the password check, so that a burst of attempts cannot outrun the limits. */
export function chargeAttempt(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  if (attempt.deviceId) return chargeKnownBrowser(dependencies, attempt, attempt.deviceId, now)
  if (attempt.hasMailedCode) {
    const { signIn, voterId, network } = attempt
    const ownCounter = limitedCounter(dependencies.keys, pairLimit, [signIn, voterId, network], now)
    return chargeMailedCode(dependencies, attempt, ownCounter, now)
  }
  if (attempt.captcha) return chargeWithCaptcha(dependencies, attempt, attempt.captcha, now)
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
  deviceId: string,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const { signIn, voterId, hasMailedCode } = attempt
  const ownCounter = limitedCounter(
    dependencies.keys,
    deviceLimit,
    [signIn, voterId, deviceId],
    now,
  )
  const charge = { ownCounters: [ownCounter], sharedCounters: [] }
  const decision = await chargeAll(dependencies, attempt, charge, now)
  if (decision.outcome === 'allowed' || !hasMailedCode) return decision
  return chargeMailedCode(dependencies, attempt, ownCounter, now)
}

function chargeMailedCode(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  bypassedCounter: LimitedCounter,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const subject = [attempt.signIn, attempt.voterId]
  const ownCounters = [limitedCounter(dependencies.keys, mailedCodeLimit, subject, now)]
  const charge = { ownCounters, bypassedCounters: [bypassedCounter], sharedCounters: [] }
  return chargeAll(dependencies, attempt, charge, now)
}

async function chargeWithCaptcha(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  captcha: { id: string; code: string },
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const { attempts, captchas, keys } = dependencies
  const codeHash = hashAnswer(keys, captcha.id, captcha.code)
  const answer = { captchaId: captcha.id, codeHash, owner: attempt.captchaOwner }
  const {
    ownCounter,
    bypassedCounter,
    sharedCounters,
    accountsCounter,
    failureCounter,
    successCounter,
  } = captchaCounters(keys, attempt, now)
  const [isRightAnswer, failures] = await settleAll([
    captchas.answer(answer, now),
    attempts.find(failureCounter),
  ])
  if (!isRightAnswer) return { outcome: 'captcha-failed' }
  const isCharged = failures === undefined
  const charge: Charge = {
    ownCounters: [ownCounter],
    bypassedCounters: [bypassedCounter],
    sharedCounters: isCharged ? [...sharedCounters, accountsCounter] : sharedCounters,
    failedAccountCounters: { counter: accountsCounter, isCharged, failureCounter, successCounter },
  }
  return chargeAll(dependencies, attempt, charge, now)
}

function captchaCounters(
  keys: KeysFor<'attempt'>,
  { signIn, voterId, network }: SignInAttempt,
  now: ElectionInstant,
) {
  const counter = (limit: AttemptLimit, ...subject: string[]) =>
    limitedCounter(keys, limit, [signIn, ...subject], now)
  const isSpace = signIn === 'space'
  return {
    ownCounter: counter(isSpace ? spacePairCaptchaLimit : boothCaptchaLimit, voterId, network),
    bypassedCounter: counter(pairLimit, voterId, network),
    sharedCounters: [
      ...(isSpace ? [counter(spaceCaptchaLimit, voterId)] : []),
      counter(networkCaptchaLimit, network),
    ],
    accountsCounter: counter(networkAccountsLimit, network),
    failureCounter: counter(limitOfOne('network-failed'), network, voterId),
    successCounter: counter(limitOfOne('network-signed-in'), network, voterId),
  }
}

async function isCaptchaAllowed(
  attempts: Pick<Attempts, 'find'>,
  {
    ownCounter,
    sharedCounters,
    accountsCounter,
    failureCounter,
  }: ReturnType<typeof captchaCounters>,
  now: ElectionInstant,
): Promise<boolean> {
  const counters = [accountsCounter, ownCounter, ...sharedCounters]
  const [failures, ...counts] = await Promise.all(
    [failureCounter, ...counters].map((counter) => attempts.find(counter)),
  )
  return counters.every((counter, index) => {
    const isExempt = counter === accountsCounter && failures
    return isExempt || (retryTime(counter, counts[index]) ?? now) <= now
  })
}

/** Charges the pair of account and network first, so that a blocked pair does not use up the shared counters. */
async function chargeNewBrowser(
  dependencies: Dependencies,
  attempt: SignInAttempt,
  now: ElectionInstant,
): Promise<AttemptDecision> {
  const { attempts, keys } = dependencies
  const { signIn, voterId, network } = attempt
  const counter = (limit: AttemptLimit, ...subject: string[]) =>
    limitedCounter(keys, limit, [signIn, ...subject], now)
  const mayUseCaptcha = () => isCaptchaAllowed(attempts, captchaCounters(keys, attempt, now), now)
  const pairCharge = { ownCounters: [counter(pairLimit, voterId, network)], sharedCounters: [] }
  const ownDecision = await chargeAll(dependencies, attempt, pairCharge, now, mayUseCaptcha)
  if (ownDecision.outcome !== 'allowed') return ownDecision
  const sharedCounters = [counter(accountLimit, voterId), counter(networkLimit, network)]
  const decision = await refundOnFailure(attempts, pairCharge, () =>
    chargeAll(dependencies, attempt, { ownCounters: [], sharedCounters }, now, mayUseCaptcha),
  )
  if (decision.outcome === 'allowed')
    return { outcome: 'allowed', charge: { ...pairCharge, sharedCounters } }
  await refundCharge(attempts, pairCharge)
  return decision
}

async function chargeAll(
  { attempts }: Pick<Dependencies, 'attempts'>,
  attempt: SignInAttempt,
  charge: Charge,
  now: ElectionInstant,
  mayUseCaptcha = async () => false,
): Promise<AttemptDecision> {
  const counters = [...charge.ownCounters, ...charge.sharedCounters]
  const chargeCalls = counters.map((counter) => attempts.charge(counter, now))
  const chargeResults = await Promise.allSettled(chargeCalls)
  const chargedCounters = counters.filter((_, index) => {
    const answer = chargeResults[index]
    return answer?.status === 'fulfilled' && answer.value.isAllowed
  })
  if (chargedCounters.length < counters.length) await refundAll(attempts, chargedCounters)
  const refusal = (await Promise.all(chargeCalls)).find((answer) => !answer.isAllowed)
  if (!refusal) return { outcome: 'allowed', charge }
  return describeRefusal(attempt, refusal.allowedAt, now, await mayUseCaptcha())
}

function describeRefusal(
  { signIn, deviceId, hasMailedCode }: SignInAttempt,
  until: ElectionInstant,
  now: ElectionInstant,
  mayUseCaptcha: boolean,
): TooManyAttempts {
  const refusal = backoffUntil(until, now)
  const isShortWait = deviceId !== undefined && refusal.retryAfterSeconds <= shortWaitSeconds
  const canMailCode = signIn === 'space' && !hasMailedCode && !isShortWait
  const bypass = mayUseCaptcha ? 'captcha' : canMailCode ? 'mailed-code' : undefined
  return { ...refusal, bypass }
}
