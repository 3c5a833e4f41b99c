import type { Election } from '../../shared/domain/election/election.ts'
import { monthlyUsage } from './monthly-usage.ts'
import { type FlatPlan, flatPlans, smsPrices } from './prices.ts'
import { partOf, sumOf, timesOf, totalUsd, type Usage } from './usage.ts'

export interface Size {
  voters: number
  reissues: number
}

type Priced = Pick<Election, 'dates' | 'smsMaxPriceUsd' | 'territories'> & {
  site: Pick<Election['site'], 'firewall'>
}

/** From the first request to the last contest, in months of the calendar. */
export function monthsOf({ reissueOpensAt, contestUntil }: Election['dates']): number {
  const month = (date: Date) => 12 * date.getUTCFullYear() + date.getUTCMonth()
  return month(contestUntil) - month(reissueOpensAt) + 1
}

/** What 1,000 SMS cost, by territory; of those whose price was not found, the file's highest. */
export function smsByTerritory({ territories, smsMaxPriceUsd }: Priced) {
  const isKnown = (territory: string) => smsPrices[territory] !== undefined
  const known = territories.filter(isKnown).map((territory) => ({
    territories: [territory],
    isKnown: true,
    usd: 1000 * (smsPrices[territory] ?? 0),
  }))
  const others = territories.filter((territory) => !isKnown(territory))
  return [
    ...known,
    ...(others.length > 0
      ? [{ territories: others, isKnown: false, usd: 1000 * smsMaxPriceUsd }]
      : []),
  ]
}

/** Every voter comes once and votes; those of a new identifier vote with it. */
export function electionCost(
  journeys: Record<'reissue' | 'firstConnection' | 'vote', Usage>,
  election: Priced,
  { voters, reissues }: Size,
  warmWrites: number,
) {
  const months = monthsOf(election.dates)
  const used = sumOf(
    timesOf(voters, journeys.firstConnection),
    timesOf(voters - reissues, journeys.vote),
    timesOf(reissues, journeys.reissue),
  )
  const standing = sumOf(timesOf(months, monthlyUsage(voters, election.site.firewall)), {
    warmWrites,
  })
  const sms = reissues * smsPrices.FR
  const all = sumOf(used, standing)
  return { months, used, standing, sms, all, usd: totalUsd(all) + sms }
}

/** The least plan that holds a month in which all of it comes, and what the rest costs beside it. */
export function flatPlanFor({ siteRequests = 0, siteBytes = 0 }: Usage): FlatPlan | undefined {
  return flatPlans.find(
    ({ requests, gigabytes }) => requests >= siteRequests && gigabytes >= siteBytes / 1e9,
  )
}

export const insidePlans = (usage: Usage) => totalUsd(partOf(usage, 'in-plans'))
export const besidePlans = (usage: Usage) => totalUsd(partOf(usage, 'beside'))
