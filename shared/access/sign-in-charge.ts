import type { Attempts, LimitedCounter } from '../domain/account/attempts.ts'
import type { Session, Sessions } from '../domain/account/session.ts'
import { settleAll } from './settle-all.ts'

export interface Charge {
  /** Counters of this account on this network or in this browser. Right credentials clear them. */
  ownCounters: readonly LimitedCounter[]
  /** Counters that this attempt did not charge. Right credentials clear them too. */
  bypassedCounters?: readonly LimitedCounter[]
  /** Counters that others charge too. Right credentials refund this attempt. */
  sharedCounters: readonly LimitedCounter[]
  accounts?: AccountsCharge
}

interface AccountsCharge {
  counter: LimitedCounter
  /** False if this account already failed on this network in this window */
  isCharged: boolean
  failureMark: LimitedCounter
  successMark: LimitedCounter
}

interface SessionStart {
  session: Session
  charge: Charge
  /** Absent if this browser must not become known */
  newDevices?: LimitedCounter | undefined
}

/** Returns true if this browser becomes known. The session opens even if a counter cannot be written. */
export async function openSession(
  { attempts, sessions }: SessionPorts,
  { session, charge, newDevices }: SessionStart,
  now: ElectionInstant,
): Promise<boolean> {
  const { ownCounters, bypassedCounters = [], sharedCounters, accounts } = charge
  let isMadeKnown = false
  const makeKnown = async () => {
    if (newDevices) isMadeKnown = await isCounted(attempts, newDevices, now)
  }
  const counterWrites = Promise.allSettled([
    makeKnown(),
    refundAll(attempts, sharedCounters),
    accounts && creditNetwork(attempts, accounts, now),
    ...[...ownCounters, ...bypassedCounters].map((counter) => attempts.clear(counter)),
  ])
  try {
    await sessions.open(session)
  } catch (failure) {
    await counterWrites
    if (isMadeKnown && newDevices) await Promise.allSettled([attempts.refund(newDevices)])
    throw failure
  }
  await counterWrites
  return isMadeKnown
}

interface SessionPorts {
  attempts: Pick<Attempts, 'charge' | 'clear' | 'refund'>
  sessions: Pick<Sessions, 'open'>
}

/** An account that signs in offsets one that failed, once per window. */
async function creditNetwork(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { counter, successMark }: AccountsCharge,
  now: ElectionInstant,
): Promise<void> {
  if (await isCounted(attempts, successMark, now)) await attempts.refund(counter)
}

async function isCounted(
  attempts: Pick<Attempts, 'charge'>,
  counter: LimitedCounter,
  now: ElectionInstant,
): Promise<boolean> {
  return (await attempts.charge(counter, now)).isAllowed
}

/** Marks the account as failed. If a concurrent attempt did so first, refunds the network's counter of accounts. */
export async function countFailure(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { accounts }: Charge,
  now: ElectionInstant,
): Promise<void> {
  if (!accounts?.isCharged) return
  const isFirst = await isCounted(attempts, accounts.failureMark, now)
  if (!isFirst) await attempts.refund(accounts.counter)
}

/** Refunds the attempt if the check throws. A security code stays used. */
export async function withRefund<Found>(
  attempts: Pick<Attempts, 'refund'>,
  charge: Charge,
  check: () => Promise<Found>,
): Promise<Found> {
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
