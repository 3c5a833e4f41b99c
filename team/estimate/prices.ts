const million = 1_000_000
const gigabyte = 1_000_000_000

/** Untaxed prices in eu-west-3. Those of DynamoDB requests, Lambda and SQS date from 2026-09-07; others are assumed. */
export const prices = {
  mails: { label: 'e-mails', usd: 0.1, quantity: 1000 },
  dynamoWrites: { label: 'DynamoDB, écritures', usd: 0.7423, quantity: million },
  dynamoReads: { label: 'DynamoDB, lectures', usd: 0.1487, quantity: million },
  lambdaSeconds: { label: 'Lambda, secondes de Go', usd: 0.000_013_333_4, quantity: 1 },
  lambdaRequests: { label: 'Lambda, exécutions', usd: 0.2, quantity: million },
  sqsRequests: { label: 'SQS, demandes', usd: 0.4, quantity: million },
  // The price in Europe: some overseas territories cost more.
  siteRequests: { label: 'CloudFront, demandes', usd: 0.012, quantity: 10_000 },
  siteBytes: { label: 'CloudFront, octets', usd: 0.085, quantity: gigabyte },
  firewallRequests: { label: 'pare-feu, demandes', usd: 0.6, quantity: million },
  firewallsAndRules: { label: 'pare-feu et ses règles', usd: 1, quantity: 1 },
  apiCalls: { label: 'API Gateway, appels', usd: 1.2, quantity: million },
  logBytes: { label: 'journaux, octets', usd: 0.6, quantity: gigabyte },
  topicMessages: { label: 'SNS, accusés transmis', usd: 0.5, quantity: million },
  alarmMetrics: { label: 'alarmes', usd: 0.1, quantity: 1 },
  customMetrics: { label: 'mesures tirées du journal', usd: 0.3, quantity: 1 },
  secrets: { label: 'clés', usd: 0.4, quantity: 1 },
  signingKeys: { label: 'clé qui signe le journal', usd: 1, quantity: 1 },
  signatures: { label: 'signatures du journal', usd: 0.15, quantity: 10_000 },
  objectWrites: { label: 'journal, objets écrits', usd: 0.0053, quantity: 1000 },
  objectReads: { label: 'journal, objets lus', usd: 0.0042, quantity: 10_000 },
  tableGigabytes: { label: 'tables, Go avec leurs copies', usd: 0.5, quantity: 1 },
  // Assumes that warming up a table costs an hour of provisioned capacity.
  warmWrites: { label: 'capacité de la table des tentatives', usd: 0.000_77, quantity: 1 },
} as const satisfies Record<string, { label: string; usd: number; quantity: number }>

export type PriceName = keyof typeof prices

export type Usage = Partial<Record<PriceName, number>>

export const billOf = (usage: Usage) =>
  (Object.entries(usage) as [PriceName, number][])
    .map(([name, units]) => {
      const { label, usd, quantity } = prices[name]
      return { label, units, usd: (usd * units) / quantity }
    })
    .toSorted((a, b) => b.usd - a.usd)

export const totalUsd = (usage: Usage) => billOf(usage).reduce((sum, { usd }) => sum + usd, 0)

export const smsPriceUsd = 0.08

export const smsCountFor = (usd: number) => Math.floor((usd * 100) / (smsPriceUsd * 100))
