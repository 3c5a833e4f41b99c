interface Price {
  label: string
  usd: number
  per: number
}

const million = 1_000_000
const gigabyte = 1_000_000_000

/** USD without tax or free tiers, eu-west-3. DynamoDB, Lambda, SQS: AWS's list of 2026-09-07; others assumed. */
export const prices = {
  mails: { label: 'e-mails', usd: 0.1, per: 1000 },
  dynamoWrites: { label: 'DynamoDB, écritures', usd: 0.7423, per: million },
  dynamoReads: { label: 'DynamoDB, lectures', usd: 0.1487, per: million },
  lambdaSeconds: { label: 'Lambda, secondes de Go', usd: 0.000_013_333_4, per: 1 },
  lambdaRequests: { label: 'Lambda, exécutions', usd: 0.2, per: million },
  sqsRequests: { label: 'SQS, demandes', usd: 0.4, per: million },
  // The price of Europe; overseas territories cost up to twice as much.
  siteRequests: { label: 'CloudFront, demandes', usd: 0.012, per: 10_000 },
  siteBytes: { label: 'CloudFront, octets', usd: 0.085, per: gigabyte },
  firewallRequests: { label: 'pare-feu, demandes', usd: 0.6, per: million },
  firewallsAndRules: { label: 'pare-feu et ses règles', usd: 1, per: 1 },
  apiCalls: { label: 'API Gateway, appels', usd: 1.2, per: million },
  logBytes: { label: 'journaux, octets', usd: 0.6, per: gigabyte },
  topicMessages: { label: 'SNS, accusés transmis', usd: 0.5, per: million },
  alarmMetrics: { label: 'alarmes', usd: 0.1, per: 1 },
  ownMetrics: { label: 'mesures tirées du journal', usd: 0.3, per: 1 },
  secrets: { label: 'clés', usd: 0.4, per: 1 },
  signingKeys: { label: 'clé qui signe le journal', usd: 1, per: 1 },
  signatures: { label: 'signatures du journal', usd: 0.15, per: 10_000 },
  objectsWritten: { label: 'journal, objets écrits', usd: 0.0053, per: 1000 },
  objectsRead: { label: 'journal, objets lus', usd: 0.0042, per: 10_000 },
  tableGigabytes: { label: 'tables, Go avec leurs copies', usd: 0.5, per: 1 },
  // AWS publishes no price for it: this is an hour of that capacity.
  warmWrites: { label: 'capacité de la table des tentatives', usd: 0.000_77, per: 1 },
} as const satisfies Record<string, Price>

export type PriceName = keyof typeof prices

export type Usage = Partial<Record<PriceName, number>>

export const billOf = (usage: Usage) =>
  (Object.entries(usage) as [PriceName, number][])
    .map(([name, units]) => {
      const { label, usd, per } = prices[name]
      return { label, units, usd: (usd * units) / per }
    })
    .toSorted((one, other) => other.usd - one.usd)

export const totalUsd = (usage: Usage) => billOf(usage).reduce((sum, { usd }) => sum + usd, 0)

/** One SMS to metropolitan France. No price was found for other territories. */
export const smsPriceUsd = 0.08

/** SMS to metropolitan France for this spend. */
export const smsWithin = (usd: number) => Math.floor((usd * 100) / (smsPriceUsd * 100))
