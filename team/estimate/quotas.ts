import type { Election } from '../../shared/domain/election/election.ts'
import { senderCount } from '../../shared/domain/rate-limiter.ts'
import { smsPriceUsd } from './prices.ts'
import type { QuotaName } from './texts.ts'

/** Voters for whom throttles, firewall and tables are sized (`lib/route-throttles.ts`). */
export const plannedVoters = 1_200_000

export interface Size {
  voters: number
  reissues: number
}

export interface Quota {
  name: QuotaName
  /** Value in the election's file, or AWS's default. */
  has: number | undefined
  /** Demand at the peak. */
  most: number
  /** Value at which nobody waits longer than a quarter of an hour. */
  needed: number
}

const lambdaOfNewAccount = 10

/** In the worst minute, 333 first connections a second take about a second each (docs/edge.md). */
export const firstMorningConcurrency = 500

/** Lambda refuses a reservation that leaves less for functions without one. */
export const minUnreservedConcurrency = 100

/** Assumed shares of all voters. The first two also size throttles and firewall. */
const shares = {
  connectionsOfQuarterHour: 1 / 12,
  requestsOfHour: 1 / 40,
  linksOfBusiestDay: 1 / 7,
  mailsOfBusiestDay: 1 / 3,
  smsOfBusiestDay: 1 / 30,
}
/** Ratio of initial to average arrivals, which fall with the square of the time left. */
const rush = 3
/** Rates at which nobody waits longer than 15 minutes, as multiples of average arrivals: 0.59 and 1.21, rounded up. */
const rateOf = { quarterHour: 0.6, hour: 1.25 }

const roundedUp = (value: number, to: number) => Math.ceil(value / to) * to

/** Returns the concurrency that the stack reserves, without synthesising it (decision 26). */
export function reservedFor({
  smsPerSecond,
  mailsPerSecond,
}: Pick<Election, 'smsPerSecond' | 'mailsPerSecond'>): number {
  const mailers = (['stop-link', 'password-link', 'news'] as const).map((kind) =>
    senderCount(kind, mailsPerSecond),
  )
  const eventsSweepAndWatch = 3 * 2 + 2 + 2
  const ledger = 2 + 1
  const team = 5
  return mailers.reduce(
    (sum, one) => sum + one,
    senderCount('sms', smsPerSecond) + eventsSweepAndWatch + ledger + team,
  )
}

export function quotasOf({ voters, reissues }: Size, election: Election): Quota[] {
  const connections = (voters * shares.connectionsOfQuarterHour) / 900
  const requests = (voters * shares.requestsOfHour) / 3600
  const spend = reissues * smsPriceUsd
  const reservation = reservedFor(election)
  const lambda = rush * connections + reservation
  const mails = voters * shares.mailsOfBusiestDay
  const sms = voters * shares.smsOfBusiestDay
  return [
    {
      name: 'mailsPerSecond',
      has: election.mailsPerSecond,
      most: rush * (connections + requests),
      // Confirmation e-mails leave before password links.
      needed: Math.ceil(rateOf.quarterHour * connections + rush * requests),
    },
    {
      name: 'mailsPerDay',
      has: election.mailsPerDay,
      most: mails,
      // Links may take two fifths of the quota (`linksPerDay`).
      needed: roundedUp(Math.max(mails, 2.5 * voters * shares.linksOfBusiestDay), 1000),
    },
    {
      name: 'smsPerSecond',
      has: election.smsPerSecond,
      most: rush * requests,
      needed: Math.ceil(rateOf.hour * requests),
    },
    { name: 'smsDailyCap', has: election.smsDailyCap, most: sms, needed: roundedUp(sms, 1000) },
    {
      name: 'smsSpend',
      has: election.smsMonthlySpendUsd,
      most: spend,
      needed: roundedUp(1.25 * spend, 100),
    },
    {
      name: 'lambda',
      has: election.lambdaConcurrency ?? lambdaOfNewAccount,
      most: lambda,
      needed: Math.max(minUnreservedConcurrency + reservation, roundedUp(2 * lambda, 100), 1000),
    },
  ]
}

export const isQuotaLow = ({ has, most, needed }: Quota) =>
  has === undefined || (has < most && has < needed)
