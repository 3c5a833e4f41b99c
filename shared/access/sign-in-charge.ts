import type { Attempts, LimitedCounter } from '../domain/account/attempts.ts'
import type { Session } from '../domain/account/session.ts'
import type { SignIns } from '../domain/account/sign-ins.ts'
import { allAnswered } from './all-answered.ts'

/** What one try has cost. It stays counted unless the credentials are right. */
export interface Charge {
  /** Of this account on this network, or in this browser: right credentials clear them. */
  own: readonly LimitedCounter[]
  /** Own counters that this try did not go through: right credentials clear them too. */
  bypassed?: readonly LimitedCounter[]
  /** Of this account from everywhere: they lose this try only. */
  account: readonly LimitedCounter[]
  /** That of all who are on this network: it loses this try only. */
  network?: LimitedCounter
  /** Of a network that counts accounts. */
  accounts?: AccountsCharge
}

interface AccountsCharge {
  /** How many the network's counter held once this try was counted. */
  counted: number
  /** Marks that this account failed here in this window, and that it got in. */
  failed: LimitedCounter
  gotIn: LimitedCounter
}

interface Opening {
  session: Session
  charge: Charge
  /** Counts the browsers that become known to the account, if this one is to. */
  newDevices?: LimitedCounter | undefined
}

/**
 * The credentials were right: opens the session, and what the voter mistyped before counts no more. When that fails,
 * the attempt costs nothing.
 * @returns whether this browser becomes known
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
  // A counter of thousands is in no transaction. With accounts it waits for it: each gets in once a window.
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
 * The credentials were wrong. An account counts once in a window against its network, however often it is tried: one
 * that strangers try without end uses up nobody else's. It is marked only once it counts, so a burst marks none for
 * free.
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

/** Looks at the credentials. When that fails, nothing is said of them, and the attempt costs nothing but the code. */
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

/** Nothing was said of the credentials: the attempt costs nothing, except the security code. */
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
