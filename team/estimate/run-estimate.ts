import type { Election } from '../../shared/domain/election/election.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import {
  priceLabels,
  estimateTexts as texts,
  usd,
} from '../../shared/texts/election/estimate-command.ts'
import { number } from '../../shared/texts/numbers.ts'
import { territoryName } from '../../shared/texts/territory-name.ts'
import { givenElection } from '../election/given-election.ts'
import {
  besidePlans,
  electionCost,
  flatPlanFor,
  insidePlans,
  type Size,
  smsByTerritory,
} from './election-cost.ts'
import { type Counted, journeysOf } from './journeys.ts'
import { monthlyUsage } from './monthly-usage.ts'
import { flatPlansRead, goalUsd, type Price, prices, smsPrices } from './prices.ts'
import { isShort, type PlannedUse, quotasOf } from './quotas.ts'
import { linesOf, timesOf, totalUsd, type Usage } from './usage.ts'

/** AWS takes days to grant a quota, and sometimes asks about it. */
const weeksAhead = 4

/** A line below that is told with the others. */
const smallUsd = 0.005

/** What the code and its infrastructure say, which the commands of the team may not import. */
export interface EstimateNeeds {
  calls: Counted['calls']
  looksOf: (smsDelaySeconds: number) => number
  warmWrites: number
  planned: PlannedUse
}

/** @returns the exit code: 1 when the file has mistakes, 2 when it cannot be read */
export function runEstimate(
  file: string | undefined,
  { voters, reissues = Math.ceil(voters * 0.03) }: Pick<Size, 'voters'> & Partial<Size>,
  needs: EstimateNeeds,
  clock: Clock,
): number {
  const given = givenElection(file)
  if ('exitCode' in given) return given.exitCode
  console.log(estimate(given.election, { voters, reissues }, needs, clock()))
  return 0
}

export function estimate(election: Election, size: Size, needs: EstimateNeeds, now: Date): string {
  const { calls, looksOf, warmWrites, planned } = needs
  const { timeZone, dates } = election
  const toAsk = secondsLater(dates.reissueOpensAt, -weeksAhead * 7 * 86_400)
  const journeys = journeysOf({ calls, looks: looksOf(election.smsDelaySeconds) })
  const bill = (what: string, usage: Usage, ...beside: string[]) =>
    section(texts.amount(what, totalUsd(usage)), ...linesIn(usage), ...beside)
  const thousand = timesOf(1000, journeys.reissue)
  const smsOfThousand = 1000 * smsPrices.FR
  const cost = electionCost(journeys, election, size, warmWrites)
  const plan = flatPlanFor(cost.all)
  return [
    texts.title(election.title, size.voters),
    section(
      texts.quotas,
      ...quotasOf(size, election, planned).map((quota) =>
        texts.quota(quota.name, quota.has, quota.most, isShort(quota) ? quota.needed : undefined),
      ),
      texts.toAsk(toAsk, timeZone, now),
    ),
    texts.costs,
    section(
      texts.amount(texts.reissues, totalUsd(thousand) + smsOfThousand),
      texts.sms(1000, smsOfThousand),
      ...linesIn(thousand),
      texts.goal(totalUsd(thousand), goalUsd, largestOf(thousand)),
      texts.goalInPlan(besidePlans(thousand)),
    ),
    bill(texts.firstConnections, timesOf(1000, journeys.firstConnection)),
    bill(texts.votes, timesOf(1000, journeys.vote)),
    bill(texts.months, monthlyUsage(size.voters, election.site.firewall)),
    section(
      texts.amount(texts.election(size.voters, size.reissues, cost.months), cost.usd),
      ...texts.electionLines(totalUsd(cost.used), totalUsd(cost.standing), cost.sms),
    ),
    section(
      texts.territories,
      ...smsByTerritory(election).map(({ territories, usd: price, isKnown }) =>
        texts.territory(territories.map(territoryName), price, isKnown),
      ),
    ),
    section(
      texts.plans,
      texts.payAsYouGo(insidePlans(cost.all)),
      plan
        ? texts.plan(plan.name, plan.usd * cost.months, cost.months, plan.requests)
        : texts.noPlan,
    ),
    section(texts.prices, ...sourcesOfPrices()),
  ].join('\n\n')
}

const section = (heading: string, ...lines: string[]) => [heading, ...lines].join('\n')

const labelOf = (name: string) => priceLabels[name] ?? name

function linesIn(usage: Usage): string[] {
  const lines = linesOf(usage)
  const small = lines.filter((line) => line.usd < smallUsd)
  return [
    ...lines
      .filter((line) => line.usd >= smallUsd)
      .map(({ name, units, usd: price }) => texts.line(labelOf(name), units, price)),
    ...(small.length > 0 ? [texts.small(small.reduce((sum, line) => sum + line.usd, 0))] : []),
  ]
}

const largestOf = (usage: Usage) =>
  linesOf(usage)
    .slice(0, 3)
    .map(
      ({ name, units, usd: price }) =>
        `${labelOf(name)} (${number(Math.round(units))}), ${usd(price)}`,
    )

function sourcesOfPrices(): string[] {
  const all = Object.entries<Price>(prices)
  const read = Map.groupBy(
    all.flatMap(([name, { read }]) => (read ? [{ name, read }] : [])),
    ({ read: { source } }) => source,
  )
  const assumed = all.filter(([, price]) => !price.read).map(([name]) => labelOf(name))
  return [
    ...[...read].map(([source, named]) =>
      texts.pricesRead(
        source,
        named[0]?.read.on ?? '',
        named.map(({ name }) => labelOf(name)),
      ),
    ),
    texts.pricesRead(flatPlansRead.source, flatPlansRead.on, ['forfaits']),
    texts.pricesAssumed(['SMS', ...assumed]),
  ]
}
