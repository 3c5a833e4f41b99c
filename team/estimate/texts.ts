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

export const roundedText = (value: number) =>
  number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

export const dayText = (date: Date, timeZone: string) =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }).format(date)

export function usdText(value: number): string {
  const digits = value >= 100 ? 0 : value >= 0.1 || value === 0 ? 2 : 3
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return value.toLocaleString('fr-FR', format).replaceAll('\u202f', '\u00a0')
}

export const priceLine = (value: number, text: string) => `  ${usdText(value).padStart(9)}  ${text}`
