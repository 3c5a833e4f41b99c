import type { Attempts, LimitedCounter } from '../domain/account/attempts.ts'
import type { Session } from '../domain/account/session.ts'
import type { SignIns } from '../domain/account/sign-ins.ts'
import { allAnswered } from './all-answered.ts'

/** The counters that one attempt has charged. They stay charged unless the credentials are right. */
export interface Charge {
  /** Of this account on this network, or in this browser. Right credentials clear them. */
  own: readonly LimitedCounter[]
  /** Own counters that this attempt did not charge. Right credentials clear them too. */
  bypassed?: readonly LimitedCounter[]
  /** Of this account from everywhere. Right credentials refund this attempt. */
  account: readonly LimitedCounter[]
  /** Of all who are on this network. Right credentials refund this attempt. */
  network?: LimitedCounter
  /** Of a network that counts accounts. */
  accounts?: AccountsCharge
}

interface AccountsCharge {
  /** Of the network, after this attempt. */
  counted: number
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
 * Opens the session once the credentials were right, and clears what the voter mistyped before. A failure costs nothing.
 * @returns true if this browser becomes known
 */
export async function openSession(
  { attempts, signIns }: { attempts: Pick<Attempts, 'refund'>; signIns: SignIns },
  { session, charge, newDevices }: Opening,
  now: ElectionInstant,
): Promise<boolean> {
  const { own, bypassed = [], account, network, accounts } = charge
  const settlement = {
    clears: [...own, ...bypassed],
    refunds: account,
    charges: [...(newDevices ? [newDevices] : []), ...(accounts ? [accounts.gotIn] : [])],
  }
  // A counter that thousands share would have transactions conflict. With accounts, its refund needs their answer.
  const beside = network && !accounts ? [network] : []
  const refunding = refundAll(attempts, beside)
  const [opening] = await Promise.allSettled([signIns.open(session, settlement, now), refunding])
  if (opening.status === 'rejected') {
    await refundCharge(attempts, accounts ? charge : { own, account })
    throw opening.reason
  }
  await refunding
  const taken = opening.value
  if (network && accounts) {
    const { gotIn, counted } = accounts
    const gained = (network.accounts ?? 0) + (taken.includes(gotIn) ? 1 : 0)
    await attempts.refund({ ...network, accounts: Math.min(gained, counted) })
  }
  return taken.some((counter) => counter === newDevices)
}

/**
 * Counts an account against its network once in a window, however often its credentials are wrong: an account that
 * strangers try without end uses up nobody else's. It is marked only once it counts, so a burst marks none for free.
 */
export async function countFailure(
  attempts: Pick<Attempts, 'charge' | 'refund'>,
  { network, accounts }: Charge,
  now: ElectionInstant,
): Promise<void> {
  if (!accounts || !network?.accounts) return
  const { taken } = await attempts.charge(accounts.failed, now)
  if (!taken) await attempts.refund(network, 0)
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
  { own, account, network }: Pick<Charge, 'own' | 'account' | 'network'>,
): Promise<void> {
  await refundAll(attempts, [...own, ...account, ...(network ? [network] : [])])
}

export async function refundAll(
  attempts: Pick<Attempts, 'refund'>,
  counters: readonly LimitedCounter[],
): Promise<void> {
  await allAnswered(counters.map((counter) => attempts.refund(counter)))
}
