import { priceSources } from '../../shared/texts/election/estimate-command.ts'

/** What 1,000 reissues may cost, their SMS apart. */
export const goalUsd = 0.25

export interface Price {
  usd: number
  /** For how many of its unit. */
  per: number
  /** Where it was read, and when; undefined when it is assumed. */
  read?: { source: string; on: string }
}

const million = 1_000_000
const gigabyte = 1_000_000_000
const priceList = { source: priceSources.list, on: '2026-09-07' }
/** Announced on 2025-11-18; read in what others wrote of it. */
const announced = { source: priceSources.announced, on: '2026-11-28' }

/** In USD without tax, in eu-west-3. No free tier is counted. A price without a source was never read: check yours. */
export const prices = {
  dynamoWrites: { usd: 0.7423, per: million, read: priceList },
  dynamoReads: { usd: 0.1487, per: million, read: priceList },
  lambdaSeconds: { usd: 0.000_013_333_4, per: 1, read: priceList },
  lambdaRequests: { usd: 0.2, per: million, read: priceList },
  sqsRequests: { usd: 0.4, per: million, read: priceList },
  // Most of a country is served from Europe; the overseas territories cost up to twice that.
  siteRequests: { usd: 0.012, per: 10_000 },
  siteBytes: { usd: 0.085, per: gigabyte },
  apiCalls: { usd: 1.2, per: million },
  mails: { usd: 0.1, per: 1000 },
  logBytes: { usd: 0.6, per: gigabyte },
  maskedBytes: { usd: 0.12, per: gigabyte },
  topicMessages: { usd: 0.5, per: million },
  firewallRequests: { usd: 0.6, per: million },
  metricsRead: { usd: 0.01, per: 1000 },
  // Each month.
  firewalls: { usd: 5, per: 1 },
  firewallRules: { usd: 1, per: 1 },
  secrets: { usd: 0.4, per: 1 },
  signingKeys: { usd: 1, per: 1 },
  signatures: { usd: 0.15, per: 10_000 },
  objectsWritten: { usd: 0.0053, per: 1000 },
  objectsRead: { usd: 0.0042, per: 10_000 },
  alarmMetrics: { usd: 0.1, per: 1 },
  ownMetrics: { usd: 0.3, per: 1 },
  tableGigabytes: { usd: 0.5, per: 1 },
  // Once. AWS publishes no price of its own for it: what an hour of that capacity costs.
  warmWrites: { usd: 0.000_77, per: 1 },
} as const satisfies Record<string, Price>

export type PriceName = keyof typeof prices

/** One SMS, by territory. A territory that is not here was not found: the file's highest price is taken. */
export const smsPrices: Readonly<Record<string, number> & { FR: number }> = { FR: 0.08 }

/** How many SMS to metropolitan France a spend is for. */
export function smsFor(usd: number): number {
  // In cents: 1 / 0.08 is 12.5, and half an SMS is none.
  return Math.floor((usd * 100) / (smsPrices.FR * 100))
}

/** CloudFront and its firewall for a month, whatever blocked requests come: no charge beyond, but less speed. */
export interface FlatPlan {
  name: string
  usd: number
  requests: number
  gigabytes: number
}

export const flatPlans: readonly FlatPlan[] = [
  { name: 'Free', usd: 0, requests: 1 * million, gigabytes: 100 },
  { name: 'Pro', usd: 15, requests: 10 * million, gigabytes: 50_000 },
  { name: 'Business', usd: 200, requests: 125 * million, gigabytes: 50_000 },
  { name: 'Premium', usd: 1000, requests: 500 * million, gigabytes: 50_000 },
]

export const flatPlansRead = announced
