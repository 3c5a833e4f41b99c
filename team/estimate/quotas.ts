import type { Election } from '../../shared/domain/election/election.ts'
import { minUnreservedConcurrency, senderCount } from '../../shared/domain/rate-limiter.ts'
import { smsPriceUsd } from './prices.ts'
import type { QuotaName } from './texts.ts'

/** Voters for whom throttles, firewall and tables are sized (`lib/route-throttles.ts`). */
export const plannedVoters = 1_200_000

export interface ElectionSize {
  voters: number
  reissues: number
}

export interface Quota {
  name: QuotaName
  value: number | undefined
  peak: number
  target: number
}

const newAccountConcurrency = 10

/** In the busiest minute, 333 first sign-ins run concurrently (docs/edge.md). The rest is a margin. */
export const firstMorningConcurrency = 500

const voterShares = {
  signInsPerQuarterHour: 1 / 12,
  requestsPerHour: 1 / 40,
  linksPerDay: 1 / 7,
  mailsPerDay: 1 / 3,
  smsPerDay: 1 / 30,
}
/** The arrival rate falls with the square of the period's remaining time, so the first rate is three times the average. */
const peakRatio = 3
/** Sending rates that keep waits within 15 minutes, as multiples of the average arrival rate: 0.59 and 1.21, rounded up. */
const averageRatios = { quarterHour: 0.6, hour: 1.25 }

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step

/** Returns the concurrency that the stack reserves if the account's limit allows it (decision 26). */
export function reservedConcurrency({
  smsPerSecond,
  mailsPerSecond,
}: Pick<Election, 'smsPerSecond' | 'mailsPerSecond'>): number {
  const mailConcurrencies = (['cancel-link', 'password-link', 'news'] as const).map((kind) =>
    senderCount(kind, mailsPerSecond),
  )
  const eventConcurrency = 3 * 2 + 2 + 2
  const ledgerConcurrency = 2 + 1
  const teamConcurrency = 5
  return mailConcurrencies.reduce(
    (sum, concurrency) => sum + concurrency,
    senderCount('sms', smsPerSecond) + eventConcurrency + ledgerConcurrency + teamConcurrency,
  )
}

export function quotasOf({ voters, reissues }: ElectionSize, election: Election): Quota[] {
  const signInRate = (voters * voterShares.signInsPerQuarterHour) / 900
  const requestRate = (voters * voterShares.requestsPerHour) / 3600
  const spendUsd = reissues * smsPriceUsd
  const reservation = reservedConcurrency(election)
  const peakConcurrency = peakRatio * signInRate + reservation
  const peakMailsPerDay = voters * voterShares.mailsPerDay
  const peakSmsPerDay = voters * voterShares.smsPerDay
  return [
    {
      name: 'mailsPerSecond',
      value: election.mailsPerSecond,
      peak: peakRatio * (signInRate + requestRate),
      // Password links may wait 15 minutes. Confirmation e-mails go first, so they need their peak rate.
      target: Math.ceil(averageRatios.quarterHour * signInRate + peakRatio * requestRate),
    },
    {
      name: 'mailsPerDay',
      value: election.mailsPerDay,
      peak: peakMailsPerDay,
      // Password links may use two fifths of the quota (`linksPerDay`).
      target: roundUp(Math.max(peakMailsPerDay, 2.5 * voters * voterShares.linksPerDay), 1000),
    },
    {
      name: 'smsPerSecond',
      value: election.smsPerSecond,
      peak: peakRatio * requestRate,
      target: Math.ceil(averageRatios.hour * requestRate),
    },
    {
      name: 'smsDailyCap',
      value: election.smsDailyCap,
      peak: peakSmsPerDay,
      target: roundUp(peakSmsPerDay, 1000),
    },
    {
      name: 'smsSpend',
      value: election.smsMonthlySpendUsd,
      peak: spendUsd,
      target: roundUp(1.25 * spendUsd, 100),
    },
    {
      name: 'lambda',
      value: election.lambdaConcurrency ?? newAccountConcurrency,
      peak: peakConcurrency,
      target: Math.max(
        minUnreservedConcurrency + reservation,
        roundUp(2 * peakConcurrency, 100),
        1000,
      ),
    },
  ]
}

export const isQuotaLow = ({ value, peak, target }: Quota) =>
  value === undefined || (value < peak && value < target)
