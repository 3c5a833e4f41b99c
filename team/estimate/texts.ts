import { number } from '../../shared/texts/numbers.ts'

export const quotaLabels = {
  mailsPerSecond: 'e-mails par seconde (SES ; mailsPerSecond)',
  mailsPerDay: 'e-mails par jour (SES ; mailsPerDay)',
  smsPerSecond: 'SMS par seconde (SNS ; smsPerSecond)',
  smsDailyCap: 'SMS par jour (smsDailyCap)',
  smsSpend: 'USD de SMS en un mois (SNS ; smsMonthlySpendUsd)',
  lambda: 'fonctions à la fois (Lambda ; lambdaConcurrency)',
} as const

export type QuotaName = keyof typeof quotaLabels

const rounded = (value: number) =>
  number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

const ofDay = (date: Date, timeZone: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }).format(date)

export function usd(value: number): string {
  const digits = value >= 100 ? 0 : value >= 0.1 || value === 0 ? 2 : 3
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return value.toLocaleString('fr-FR', format).replaceAll('\u202f', '\u00a0')
}

export const estimateTexts = {
  title: (election: string, voters: number) => `${election}, pour ${rounded(voters)} électeurs`,
  quota: (name: QuotaName, has: number | undefined, most: number, needed: number | undefined) =>
    [
      `  ${needed === undefined ? 'suffit   ' : 'TROP PEU '} ${quotaLabels[name]}`,
      ` : prévu, ${has === undefined ? 'rien' : rounded(has)} ; demandé, ${rounded(most)}`,
      ...(needed === undefined ? [] : [` ; à avoir, ${rounded(needed)}`]),
    ].join(''),
  planned: (planned: number, voters: number) =>
    voters <= planned
      ? `  L'API, les tables et le pare-feu suffisent jusqu'à ${rounded(planned)} électeurs.`
      : `  TROP PEU  L'API, les tables et le pare-feu sont prévus pour ${rounded(planned)} électeurs : docs/edge.md#throttles.`,
  toAsk: (before: Date, timeZone: string, now: Date) =>
    before > now
      ? `  À demander à AWS avant le ${ofDay(before, timeZone)}, quatre semaines avant l'ouverture des demandes : docs/deploy.md#what-aws-leaves-to-you.`
      : `  À demander à AWS tout de suite : il aurait fallu le faire avant le ${ofDay(before, timeZone)}. Voir docs/deploy.md#what-aws-leaves-to-you.`,
  amount: (what: string, value: number) => `${what} : ${usd(value)}`,
  line: (label: string, units: number, value: number) =>
    `  ${usd(value).padStart(9)}  ${label} : ${number(Math.round(units))}`,
  small: (value: number) => `  ${usd(value).padStart(9)}  le reste`,
  election: (voters: number, reissues: number, months: number) =>
    `L'élection, pour ${number(voters)} électeurs, ${number(reissues)} nouveaux identifiants et ${months} mois`,
  electionLines: (usage: number, fixed: number, sms: number) => [
    `  ${usd(sms).padStart(9)}  SMS, au prix de la France`,
    `  ${usd(usage).padStart(9)}  premières connexions, votes et demandes, sans les SMS`,
    `  ${usd(fixed).padStart(9)}  ce qui se paie par mois, et une fois`,
  ],
  otherTerritories: (most: number) =>
    `  Hors de France, un SMS coûte ${usd(most)} au plus, d'après le fichier : les prix d'AWS sont à chercher.`,
} as const
