interface Price {
  label: string
  usd: number
  per: number
}

const million = 1_000_000
const gigabyte = 1_000_000_000

/** Prices in eu-west-3, without tax. AWS listed those of DynamoDB, Lambda and SQS on 2026-09-07; others are assumed. */
export const prices = {
  mails: { label: 'e-mails', usd: 0.1, per: 1000 },
  dynamoWrites: { label: 'DynamoDB, écritures', usd: 0.7423, per: million },
  dynamoReads: { label: 'DynamoDB, lectures', usd: 0.1487, per: million },
  lambdaSeconds: { label: 'Lambda, secondes de Go', usd: 0.000_013_333_4, per: 1 },
  lambdaRequests: { label: 'Lambda, exécutions', usd: 0.2, per: million },
  sqsRequests: { label: 'SQS, demandes', usd: 0.4, per: million },
  // This is the price in Europe; overseas territories cost up to twice as much.
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
  // Assumes the price of an hour of that provisioned capacity.
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

/** Price of an SMS to metropolitan France. No price was found for other territories. */
export const smsPriceUsd = 0.08

/** Number of SMS to metropolitan France for this price. */
export const smsWithin = (usd: number) => Math.floor((usd * 100) / (smsPriceUsd * 100))
