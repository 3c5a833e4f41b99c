import { type Price, type PriceName, prices } from './prices.ts'

/** How much of each unit that has a price. */
export type Usage = Partial<Record<PriceName, number>>

export const usdOf = (name: PriceName, units: number): number => {
  const { usd, per }: Price = prices[name]
  return (usd * units) / per
}

const entriesOf = (usage: Usage) => Object.entries(usage) as [PriceName, number][]

export const totalUsd = (usage: Usage): number =>
  entriesOf(usage).reduce((sum, [name, units]) => sum + usdOf(name, units), 0)

export function sumOf(...usages: readonly Usage[]): Usage {
  const sum: Usage = {}
  for (const usage of usages) {
    for (const [name, units] of entriesOf(usage)) sum[name] = (sum[name] ?? 0) + units
  }
  return sum
}

export const timesOf = (times: number, usage: Usage): Usage =>
  Object.fromEntries(entriesOf(usage).map(([name, units]) => [name, times * units]))

/** What has a price of its own, line by line; the dearest first. */
export const linesOf = (usage: Usage) =>
  entriesOf(usage)
    .map(([name, units]) => ({ name, units, usd: usdOf(name, units) }))
    .toSorted((one, other) => other.usd - one.usd)

/** What CloudFront's plans hold, and what they do not. */
const inPlans: readonly PriceName[] = [
  'siteRequests',
  'siteBytes',
  'firewallRequests',
  'firewalls',
  'firewallRules',
]

export const partOf = (usage: Usage, which: 'in-plans' | 'beside'): Usage =>
  Object.fromEntries(
    entriesOf(usage).filter(([name]) => inPlans.includes(name) === (which === 'in-plans')),
  )
