import type { Election } from '../../shared/domain/election/election.ts'
import { sendersOf } from '../../shared/domain/turns.ts'
import type { QuotaName } from '../../shared/texts/election/capacity-command.ts'
import { smsPrices } from '../cost/prices.ts'
import type { Vote } from './demand.ts'
import { quantileOf, until, waitsOf, within } from './flow.ts'
import { type PlannedLoads, planPlayed, strainOf } from './planned-load.ts'
import { mailsComing, type Played, play, type Rates } from './play.ts'
import { countOfDay } from './told-waits.ts'

/** What the infrastructure has, which the commands of the team may not import. */
export interface CapacityNeeds {
  loads: PlannedLoads
  throttles: Readonly<Record<string, number>>
  /** Writes a second that each table takes from its first minute on. */
  tableWrites: Readonly<Record<string, number>>
  firewall: { links: number; windowSeconds: number }
}

export interface Quota {
  name: QuotaName
  /** What the file counts on, or the infrastructure has; undefined when nothing says. */
  has: number | undefined
  /** What is asked of it in the worst moment. */
  most: number
  /** What to have, so that nobody waits longer than a quarter of an hour for it. */
  needed: number
  exceededAt: Date | undefined
}

/** A new account's, and what API Gateway lets through in most regions. */
const lambdaOfNewAccount = 10
const apiOfAccount = 10_000

/** 333 first connections a second in the worst minute, a second each: docs/edge.md. */
export const firstMorningConcurrency = 500

/** A wait that nobody gives up over. */
const longestWaitSeconds = 900

/** What a first connection takes of functions: docs/edge.md. */
const secondsOfConnection = 1

/** The largest academy, behind one address: decision 27. */
const shareOfAcademy = 0.1

const roundedUp = (value: number, to: number) => Math.ceil(value / to) * to

/** Lambda refuses a reservation that leaves less to the functions which reserve nothing. */
export const leastUnreserved = 100

/** What the senders and the sweep keep for themselves (decision 26): `lib/reserved-concurrency.ts`. */
export function reservedFor({
  smsPerSecond,
  mailsPerSecond,
}: Pick<Election, 'smsPerSecond' | 'mailsPerSecond'>): number {
  const mailers = (['stop-link', 'password-link', 'news'] as const).map((kind) =>
    sendersOf(kind, mailsPerSecond),
  )
  const receiptsMailAndAccountEventsAndSweep = 2 + 2 + 2 + 2
  const ledger = 2 + 1
  const team = 5
  return mailers.reduce(
    (sum, one) => sum + one,
    sendersOf('sms', smsPerSecond) + receiptsMailAndAccountEventsAndSweep + ledger + team,
  )
}

/** What each part is asked for. */
export function quotasOf(
  vote: Vote,
  played: Played,
  election: Election,
  { loads, throttles, tableWrites, firewall }: CapacityNeeds,
): Quota[] {
  const { stepSeconds } = vote
  const perSecond = (counts: Float64Array, step: number) => (counts[step] ?? 0) / stepSeconds
  const dayOf = (came: Float64Array) => (step: number) => countOfDay(vote, came, step)
  const plan = planPlayed(vote, played, loads)
  const byRoute = Map.groupBy(
    Object.keys(loads).filter((name) => loads[name]?.route !== undefined),
    (name) => loads[name]?.route ?? '',
  )
  const ofRoute = (route: string, step: number) =>
    (byRoute.get(route) ?? []).reduce((sum, name) => sum + plan.perSecond(name, step), 0)

  const strain = (
    name: Quota['name'],
    has: number | undefined,
    demandAt: (step: number) => number,
    neededFor: (most: number) => number,
  ): Quota => {
    const { most, exceededAt } = strainOf(vote, has, demandAt)
    return { name, has, most, needed: neededFor(most), exceededAt }
  }
  /** In hundredths of the tightest: of many limits, one line. */
  const tightest = (
    name: Quota['name'],
    limits: Readonly<Record<string, number>>,
    at: (of: string, step: number) => number,
  ) =>
    strain(
      name,
      100,
      (step) =>
        Math.max(...Object.entries(limits).map(([of, limit]) => (100 * at(of, step)) / limit)),
      () => 100,
    )

  const mails = new Float64Array(vote.links.length)
  for (const step of mails.keys()) mails[step] = until(mails, step - 1) + mailsComing(played, step)
  const needed = neededRates(vote, election)
  const lambda = (step: number) =>
    perSecond(vote.links, step) * secondsOfConnection + reservedFor(election)
  const comersOfWindow = firewall.windowSeconds / stepSeconds
  return [
    strain(
      'mailsPerSecond',
      election.mailsPerSecond,
      (step) => within(mails, step) / stepSeconds,
      () => needed.mailsPerSecond,
    ),
    strain('mailsPerDay', election.mailsPerDay, dayOf(mails), (most) =>
      // Of which links may take two fifths.
      roundedUp(
        Math.max(most, 2.5 * strainOf(vote, undefined, dayOf(played.links.came)).most),
        1000,
      ),
    ),
    strain(
      'smsPerSecond',
      election.smsPerSecond,
      (step) => perSecond(vote.reissues, step),
      () => needed.smsPerSecond,
    ),
    strain('smsDailyCap', election.smsDailyCap, dayOf(played.sms.came), (most) =>
      roundedUp(most, 1000),
    ),
    strain(
      'smsSpend',
      election.smsMonthlySpendUsd,
      (step) => until(played.sms.left, step) * smsPrices.FR,
      (most) => roundedUp(1.25 * most, 100),
    ),
    strain('lambda', election.lambdaConcurrency ?? lambdaOfNewAccount, lambda, (most) =>
      Math.max(leastUnreserved + reservedFor(election), roundedUp(2 * most, 100), 1000),
    ),
    strain(
      'api',
      apiOfAccount,
      (step) => [...byRoute.keys()].reduce((sum, route) => sum + ofRoute(route, step), 0),
      () => apiOfAccount,
    ),
    tightest('route', throttles, ofRoute),
    tightest('table', tableWrites, plan.writes),
    strain(
      'firewall',
      election.site.firewall ? firewall.links : undefined,
      (step) =>
        shareOfAcademy *
        1.1 *
        (until(played.links.came, step) - until(played.links.came, step - comersOfWindow)),
      () => firewall.links,
    ),
  ]
}

/** What is exceeded, first what is so first; at the same time, what is so by more. */
export function exceededOf(quotas: readonly Quota[]): (Quota & { exceededAt: Date })[] {
  const excess = ({ most, has = 1 }: Quota) => most / has
  return quotas
    .flatMap((quota) => (quota.exceededAt ? [{ ...quota, exceededAt: quota.exceededAt }] : []))
    .toSorted(
      (one, other) =>
        Number(one.exceededAt) - Number(other.exceededAt) || excess(other) - excess(one),
    )
}

/** The least rates at which nobody waits longer than that, with no other limit. */
export function neededRates(
  vote: Vote,
  rates: Rates,
): Pick<Rates, 'mailsPerSecond' | 'smsPerSecond'> {
  const { mailsPerDay: _, ...others } = rates
  const unlimited = { ...others, smsDailyCap: Infinity }
  const mailsPerSecond = least((rate) => {
    const played = play(vote, { ...unlimited, mailsPerSecond: rate })
    return quantileOf(waitsOf(played.links, vote.stepSeconds), 1) <= longestWaitSeconds
  })
  const smsPerSecond = least((rate) => {
    const played = play(vote, { ...unlimited, mailsPerSecond, smsPerSecond: rate })
    const wait = quantileOf(waitsOf(played.sms, vote.stepSeconds), 1)
    return wait <= longestWaitSeconds + rates.smsDelaySeconds
  })
  return { mailsPerSecond, smsPerSecond }
}

/** @returns the least whole number up to 1,000 that does, by halves */
function least(does: (rate: number) => boolean): number {
  let below = 0
  let enough = 1000
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2)
    if (does(middle)) enough = middle
    else below = middle
  }
  return enough
}
