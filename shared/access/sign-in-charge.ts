import type { Attempts, LimitedCounter } from '../domain/account/attempts.ts'
import type { Session, Sessions } from '../domain/account/session.ts'
import { settleAll } from './settle-all.ts'

export interface Charge {
  ownCounters: readonly LimitedCounter[]
  bypassedCounters?: readonly LimitedCounter[]
  sharedCounters: readonly LimitedCounter[]
  failedAccountCounters?: FailedAccountCounters
}

interface FailedAccountCounters {
  counter: LimitedCounter
  /** Each account counts once per network and window: false if it has already failed there after a captcha. */
  isCharged: boolean
  failureCounter: LimitedCounter
  successCounter: LimitedCounter
}

interface SessionStart {
  session: Session
  charge: Charge
  newDeviceCounter?: LimitedCounter | undefined
}

/** Returns true if a browser that was not known becomes known. */
export async function openSession(
  { attempts, sessions }: SessionPorts,
  { session, charge, newDeviceCounter }: SessionStart,
  now: ElectionInstant,
): Promise<boolean> {
  const { ownCounters, bypassedCounters = [], sharedCounters, failedAccountCounters } = charge
  let isNewlyKnown = false
  const rememberBrowser = async () => {
    if (newDeviceCounter) isNewlyKnown = await tryCharge(attempts, newDeviceCounter, now)
  }
  const counterWrites = Promise.allSettled([
    rememberBrowser(),
    refundAll(attempts, sharedCounters),
    failedAccountCounters && refundNetwork(attempts, failedAccountCounters, now),
    ...[...ownCounters, ...bypassedCounters].map((counter) => attempts.clear(counter)),
  ])
  try {
    await sessions.open(session)
  } catch (failure) {
    await counterWrites
    if (isNewlyKnown && newDeviceCounter)
      await Promise.allSettled([attempts.refund(newDeviceCounter)])
    throw failure
  }
  await counterWrites
  return isNewlyKnown
}

interface SessionPorts {
  attempts: Pick<Attempts, 'charge' | 'clear' | 'refund'>
  sessions: Pick<Sessions, 'open'>
}

async function refundNetwork(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { counter, successCounter }: FailedAccountCounters,
  now: ElectionInstant,
): Promise<void> {
  if (await tryCharge(attempts, successCounter, now)) await attempts.refund(counter)
}

async function tryCharge(
  attempts: Pick<Attempts, 'charge'>,
  counter: LimitedCounter,
  now: ElectionInstant,
): Promise<boolean> {
  return (await attempts.charge(counter, now)).isAllowed
}

export async function countFailure(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { failedAccountCounters }: Charge,
  now: ElectionInstant,
): Promise<void> {
  if (!failedAccountCounters?.isCharged) return
  const isFirstFailure = await tryCharge(attempts, failedAccountCounters.failureCounter, now)
  if (!isFirstFailure) await attempts.refund(failedAccountCounters.counter)
}

export async function refundOnFailure<Result>(
  attempts: Pick<Attempts, 'refund'>,
  charge: Charge,
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check()
  } catch (failure) {
    await refundCharge(attempts, charge)
    throw failure
  }
}

export async function refundCharge(
  attempts: Pick<Attempts, 'refund'>,
  { ownCounters, sharedCounters }: Pick<Charge, 'ownCounters' | 'sharedCounters'>,
): Promise<void> {
  await refundAll(attempts, [...ownCounters, ...sharedCounters])
}

export async function refundAll(
  attempts: Pick<Attempts, 'refund'>,
  counters: readonly LimitedCounter[],
): Promise<void> {
  await settleAll(counters.map((counter) => attempts.refund(counter)))
}
