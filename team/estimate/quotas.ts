import type { Election } from '../../shared/domain/election/election.ts'
import { sendersOf } from '../../shared/domain/turns.ts'
import { smsPrices } from './prices.ts'
import type { QuotaName } from './texts.ts'

/** Voters for whom throttles, firewall and tables are sized (`lib/route-throttles.ts`). */
export const plannedVoters = 1_200_000

export interface Quota {
  name: QuotaName
  /** What the file counts on, or the infrastructure has; undefined when nothing says. */
  has: number | undefined
  /** Asked for at the peak. */
  most: number
  /** Enough for nobody to wait longer than a quarter of an hour. */
  needed: number
}

/** Concurrency that a new account has. */
const lambdaOfNewAccount = 10

/** 333 first connections a second in the worst minute, a second each: docs/edge.md. */
export const firstMorningConcurrency = 500

/** Lambda refuses a reservation that leaves less to the functions which reserve nothing. */
export const leastUnreserved = 100

/**
 * Shares of all voters. Those of the first morning are the ones that throttles and firewall are sized for; nobody
 * measured the others.
 */
const shares = {
  connectionsOfQuarterHour: 1 / 12,
  requestsOfHour: 1 / 40,
  linksOfBusiestDay: 1 / 7,
  mailsOfBusiestDay: 1 / 3,
  smsOfBusiestDay: 1 / 30,
}
/** The first minute's arrivals over the average; then fewer and fewer come, as the square of the time that is left. */
const rush = 3
/**
 * Rate at which the last of such a rush waits for a quarter of an hour, over its average arrivals: a rush of a quarter
 * of an hour (0.59) and one of an hour (1.21).
 */
const rateOf = { quarterHour: 0.6, hour: 1.25 }

const roundedUp = (value: number, to: number) => Math.ceil(value / to) * to

/** Concurrency that the senders and the sweep reserve (decision 26): `lib/reserved-concurrency.ts`. */
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

/** Returns what each part is asked for at the peak, by shares of the voters. */
export function quotasOf(
  { voters, reissues }: { voters: number; reissues: number },
  election: Election,
): Quota[] {
  const connections = (voters * shares.connectionsOfQuarterHour) / 900
  const requests = (voters * shares.requestsOfHour) / 3600
  const spend = reissues * smsPrices.FR
  const reserved = reservedFor(election)
  const lambda = rush * connections + reserved
  const mails = voters * shares.mailsOfBusiestDay
  const sms = voters * shares.smsOfBusiestDay
  return [
    {
      name: 'mailsPerSecond',
      has: election.mailsPerSecond,
      most: rush * (connections + requests),
      // E-mails that can stop an SMS leave first.
      needed: Math.ceil(rateOf.quarterHour * connections + rush * requests),
    },
    {
      name: 'mailsPerDay',
      has: election.mailsPerDay,
      most: mails,
      // Two fifths of the quota may be links (`linksPerDay`).
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
      needed: Math.max(leastUnreserved + reserved, roundedUp(2 * lambda, 100), 1000),
    },
  ]
}

/** True if it has to be asked for: nothing is planned, or less than the peak and less than nobody would mind. */
export const isShort = ({ has, most, needed }: Quota) =>
  has === undefined || (has < most && has < needed)
