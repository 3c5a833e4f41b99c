import type { Attempts, LimitedCounter } from '../domain/account/attempts.ts'
import type { Session, Sessions } from '../domain/account/session.ts'
import { allAnswered } from './all-answered.ts'

/** The counters that one attempt has charged. They stay charged unless the credentials are right. */
export interface Charge {
  /** Of this account on this network, or in this browser. Right credentials clear them. */
  own: readonly LimitedCounter[]
  /** Own counters that this attempt did not charge. Right credentials clear them too. */
  bypassed?: readonly LimitedCounter[]
  /** What others charge too. Right credentials refund this attempt. */
  shared: readonly LimitedCounter[]
  /** Of a network that counts accounts. */
  accounts?: AccountsCharge
}

interface AccountsCharge {
  counter: LimitedCounter
  /** False if this account failed here before in this window. */
  isCharged: boolean
  /** Marks of this account in this window. */
  failed: LimitedCounter
  gotIn: LimitedCounter
}

interface Opening {
  session: Session
  charge: Charge
  /** Absent if this browser is not to become known. */
  newDevices?: LimitedCounter | undefined
}

/**
 * Opens the session once the credentials were right, clears what the voter mistyped before, and refunds this attempt
 * where others count too. A counter that cannot be written keeps nobody out: the next sign-in clears it.
 * @returns true if this browser becomes known
 */
export async function openSession(
  { attempts, sessions }: Opened,
  { session, charge, newDevices }: Opening,
  now: ElectionInstant,
): Promise<boolean> {
  const { own, bypassed = [], shared, accounts } = charge
  let isMadeKnown = false
  const makeKnown = async () => {
    if (newDevices) isMadeKnown = await isCounted(attempts, newDevices, now)
  }
  const settling = Promise.allSettled([
    makeKnown(),
    refundAll(attempts, shared),
    accounts && creditNetwork(attempts, accounts, now),
    ...[...own, ...bypassed].map((counter) => attempts.clear(counter)),
  ])
  try {
    await sessions.open(session)
  } catch (failure) {
    await settling
    if (isMadeKnown && newDevices) await Promise.allSettled([attempts.refund(newDevices)])
    throw failure
  }
  await settling
  return isMadeKnown
}

interface Opened {
  attempts: Pick<Attempts, 'charge' | 'clear' | 'refund'>
  sessions: Pick<Sessions, 'open'>
}

/** An account that got in makes up for one that failed, once in a window. */
async function creditNetwork(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { counter, gotIn }: AccountsCharge,
  now: ElectionInstant,
): Promise<void> {
  if (await isCounted(attempts, gotIn, now)) await attempts.refund(counter)
}

async function isCounted(
  attempts: Pick<Attempts, 'charge'>,
  counter: LimitedCounter,
  now: ElectionInstant,
): Promise<boolean> {
  return (await attempts.charge(counter, now)).taken
}

/**
 * Counts an account against its network once in a window, however often its credentials are wrong: an account that
 * strangers try without end uses up nobody else's. It is marked only once it counts, so a burst marks none for free.
 */
export async function countFailure(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { accounts }: Charge,
  now: ElectionInstant,
): Promise<void> {
  if (!accounts?.isCharged) return
  const isFirst = await isCounted(attempts, accounts.failed, now)
  if (!isFirst) await attempts.refund(accounts.counter)
}

/** If the check itself fails, the attempt costs nothing but the security code. */
export async function orRefund<Found>(
  attempts: Pick<Attempts, 'refund'>,
  charge: Charge,
  look: () => Promise<Found>,
): Promise<Found> {
  try {
    return await look()
  } catch (failure) {
    await refundCharge(attempts, charge)
    throw failure
  }
}

export async function refundCharge(
  attempts: Pick<Attempts, 'refund'>,
  { own, shared }: Pick<Charge, 'own' | 'shared'>,
): Promise<void> {
  await refundAll(attempts, [...own, ...shared])
}

export async function refundAll(
  attempts: Pick<Attempts, 'refund'>,
  counters: readonly LimitedCounter[],
): Promise<void> {
  await allAnswered(counters.map((counter) => attempts.refund(counter)))
}
