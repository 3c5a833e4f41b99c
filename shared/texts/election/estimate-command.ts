import { number } from '../numbers.ts'

/** Each quota, with where it is asked for or set. */
export const quotaLabels = {
  mailsPerSecond: 'e-mails par seconde (SES ; mailsPerSecond)',
  mailsPerDay: 'e-mails par jour (SES ; mailsPerDay)',
  smsPerSecond: 'SMS par seconde (SNS ; smsPerSecond)',
  smsDailyCap: 'SMS par jour (smsDailyCap)',
  smsSpend: 'USD de SMS en un mois (SNS ; smsMonthlySpendUsd)',
  lambda: 'fonctions à la fois (Lambda ; lambdaConcurrency)',
  api: "demandes à l'API par seconde (API Gateway)",
  route: 'la route la plus chargée, en % de sa limite (lib/route-throttles.ts)',
  table: 'la table la plus écrite, en % de sa capacité (lib/busiest-minute.ts)',
  firewall: 'liens depuis une académie en cinq minutes (pare-feu)',
} as const

export type QuotaName = keyof typeof quotaLabels

/** Below ten, with the first decimal. */
const rounded = (value: number) =>
  number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

const ofDay = (date: Date, timeZone: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }).format(date)

/** Where prices were read. */
export const priceSources = {
  list: "liste des prix d'AWS, eu-west-3",
  announced: 'forfaits de CloudFront, lus chez des tiers',
} as const

/** What has a price, as a line of the bill names it. */
export const priceLabels: Readonly<Record<string, string>> = {
  dynamoWrites: 'DynamoDB, écritures',
  dynamoReads: 'DynamoDB, lectures',
  lambdaSeconds: 'Lambda, secondes de Go',
  lambdaRequests: 'Lambda, exécutions',
  sqsRequests: 'SQS, demandes',
  siteRequests: 'CloudFront, demandes',
  siteBytes: 'CloudFront, octets',
  apiCalls: 'API Gateway, appels',
  mails: 'e-mails',
  logBytes: 'journaux, octets',
  maskedBytes: 'numéros masqués dans les accusés, octets',
  topicMessages: 'SNS, accusés transmis',
  firewallRequests: 'pare-feu, demandes',
  metricsRead: 'CloudWatch, chiffres lus',
  firewalls: 'pare-feu, par mois',
  firewallRules: 'pare-feu, règles',
  secrets: 'clés',
  signingKeys: 'clé qui signe le journal',
  signatures: 'signatures du journal',
  objectsWritten: 'journal, objets écrits',
  objectsRead: 'journal, objets lus',
  alarmMetrics: 'alarmes',
  ownMetrics: 'mesures tirées du journal',
  tableGigabytes: 'tables, Go avec leurs copies',
  warmWrites: 'capacité de la table des tentatives, écritures par seconde',
}

const numbers = (digits: number) =>
  new Intl.NumberFormat('fr-FR', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const written = (value: number, digits: number) =>
  numbers(digits).format(value).replaceAll('\u202f', '\u00a0')

/** Half a cent shows; of a thousand, nobody looks for the cents. */
export function usd(value: number): string {
  if (value >= 100) return written(value, 0)
  return written(value, value >= 0.1 || value === 0 ? 2 : 3)
}

const whole = (value: number) => written(value, 0)

export const estimateTexts = {
  title: (election: string, voters: number) => `${election}, pour ${rounded(voters)} électeurs`,
  quotas:
    "Quotas, au plus fort de la première matinée : « à avoir » suffit pour que personne n'attende plus d'un quart d'heure ; les parts sont supposées (team/estimate/quotas.ts)",
  quota: (name: QuotaName, has: number | undefined, most: number, needed: number | undefined) =>
    [
      `  ${needed === undefined ? 'suffit   ' : 'TROP PEU '} ${quotaLabels[name]}`,
      ` : prévu, ${has === undefined ? 'rien' : rounded(has)} ; demandé, ${rounded(most)}`,
      ...(needed === undefined ? [] : [` ; à avoir, ${rounded(needed)}`]),
    ].join(''),
  toAsk: (before: Date, timeZone: string, now: Date) =>
    before > now
      ? `  À demander à AWS avant le ${ofDay(before, timeZone)}, quatre semaines avant l'ouverture des demandes : docs/deploy.md#what-aws-leaves-to-you.`
      : `  À demander à AWS tout de suite : il aurait fallu le faire avant le ${ofDay(before, timeZone)}. Voir docs/deploy.md#what-aws-leaves-to-you.`,
  costs: "Ce que l'élection coûte, en USD hors taxes",
  amount: (what: string, value: number) => `${what} : ${usd(value)}`,
  line: (label: string, units: number, value: number) =>
    `  ${usd(value).padStart(9)}  ${label} : ${whole(units)}`,
  small: (value: number) => `  ${usd(value).padStart(9)}  le reste`,
  sms: (units: number, value: number) =>
    `  ${usd(value).padStart(9)}  SMS, au prix de la France : ${whole(units)}`,
  reissues: '1 000 nouveaux identifiants',
  firstConnections: '1 000 premières connexions',
  votes: "1 000 votes avec l'identifiant de la notice",
  months: 'Chaque mois, utilisé ou non',
  goal: (value: number, goal: number, largest: readonly string[]) =>
    value <= goal
      ? `  Sans les SMS : ${usd(value)}. L'objectif est ${usd(goal)} : il est tenu.`
      : `  Sans les SMS : ${usd(value)}. L'objectif est ${usd(goal)} : il n'est pas tenu. Le plus cher : ${largest.join(' ; ')}.`,
  goalInPlan: (value: number) =>
    `  Avec un forfait de CloudFront, qui se paie par mois : ${usd(value)} et les SMS.`,
  election: (voters: number, reissues: number, months: number) =>
    `L'élection, pour ${whole(voters)} électeurs, ${whole(reissues)} nouveaux identifiants et ${months} mois`,
  electionLines: (used: number, standing: number, sms: number) => [
    `  ${usd(sms).padStart(9)}  SMS, au prix de la France`,
    `  ${usd(used).padStart(9)}  premières connexions, votes et demandes, sans les SMS`,
    `  ${usd(standing).padStart(9)}  ce qui se paie par mois, et une fois`,
  ],
  territories: '1 000 SMS, par territoire',
  territory: (names: readonly string[], value: number, isKnown: boolean) =>
    `  ${usd(value).padStart(9)}  ${isKnown ? '' : "au plus, d'après le fichier ; prix à chercher : "}${names.join(', ')}`,
  plans: "CloudFront et le pare-feu, pour l'élection entière",
  payAsYouGo: (value: number) => `  ${usd(value).padStart(9)}  à l'usage`,
  plan: (name: string, value: number, months: number, requests: number) =>
    `  ${usd(value).padStart(9)}  au forfait ${name}, ${months} mois : jusqu'à ${whole(requests)} demandes par mois, sans supplément au-delà mais moins vite ; ce que le pare-feu arrête ne compte pas`,
  noPlan: '             au forfait : aucun ne suffit',
  pricesRead: (source: string, on: string, labels: readonly string[]) =>
    `  ${source}, ${on} : ${labels.join(' ; ')}`,
  pricesAssumed: (labels: readonly string[]) =>
    `  supposés, à vérifier dans le compte : ${labels.join(' ; ')}`,
  prices: "Prix : ceux d'eu-west-3, sans les volumes gratuits (team/estimate/prices.ts)",
} as const
