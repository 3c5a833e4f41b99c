import type { Election } from '../../shared/domain/election/election.ts'
import { septetsOf } from '../../shared/domain/sms/gsm7.ts'
import { sampleIdentifier } from '../../shared/domain/sms/sms-signature.ts'
import { sanitise } from '../../shared/texts/election/election-errors.ts'
import { fieldSections } from '../../shared/texts/election/election-fields.ts'
import { dateAndTime, duration, zoneName } from '../../shared/texts/moments.ts'
import { count, number } from '../../shared/texts/numbers.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import { territoryName } from '../../shared/texts/territory-name.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { warningsOf } from './warnings.ts'

export function runCheck({ election: file }: { election: string }): number {
  const election = readElectionFile(file)
  const warnings = warningsOf(election, new Date())
  console.log(
    [
      `${file} : aucune faute. Relisez ce qui suit.`,
      summaryText(election),
      warningsText(warnings),
    ].join('\n\n'),
  )
  return 0
}

const warningsText = (warnings: readonly string[]) =>
  warnings.length === 0
    ? 'Rien de particulier à vérifier.'
    : [
        `À vérifier : ${count(warnings.length, 'point')}.`,
        ...warnings.map((text) => `  - ${sanitise(text)}`),
      ].join('\n')

export function summaryText(election: Election): string {
  const { dates, smsSignature } = election
  const sms = identifierSms(sampleIdentifier, smsSignature, election)
  const settings = flattenSettings(election, '')
  return [
    sanitise(titleOf(election)),
    ...Object.keys(fieldSections).map((heading) => sectionText(heading, settings, election)),
    withHeading('Durées', [
      `Les demandes sont ouvertes pendant ${durationBetween(dates.reissueOpensAt, dates.reissueClosesAt)}.`,
      `Le vote est ouvert pendant ${durationBetween(dates.voteOpensAt, dates.voteClosesAt)}.`,
    ]),
    withHeading(
      `Le SMS, tel que l'électeur le reçoit (${septetsOf(sms)} caractères sur 160)`,
      sms.split('\n'),
    ),
  ].join('\n\n')
}

interface Setting {
  field: string
  value: unknown
}

function flattenSettings(value: unknown, field: string): Setting[] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item) => flattenSettings(item, `${field}[]`))
  }
  if (Array.isArray(value)) {
    return value.length > 0 ? [{ field: `${field}[]`, value }] : []
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return [{ field, value }]
  }
  return Object.entries(value).flatMap(([name, fieldValue]) =>
    flattenSettings(fieldValue, field === '' ? name : `${field}.${name}`),
  )
}

function sectionText(heading: string, settings: readonly Setting[], election: Election): string {
  const fields = Object.entries(fieldSections[heading] ?? {})
  const labels = Object.fromEntries(fields.map(([field, { label }]) => [field, label]))
  const matches = settings.filter(({ field, value }) => labels[field] && value !== undefined)
  const unsetFields = fields.filter(([name]) => !matches.some(({ field }) => field === name))
  return withHeading(heading, [
    ...matches.map(
      ({ field, value }) => `${labels[field]} : ${sanitise(valueText(field, value, election))}`,
    ),
    ...(unsetFields.length > 0
      ? [`Non renseigné : ${unsetFields.map(([, { label }]) => label).join(', ')}.`]
      : []),
  ])
}

const withHeading = (heading: string, lines: readonly string[]) =>
  [heading, ...lines.map((line) => `  ${line}`)].join('\n')

const durationBetween = (from: Date, to: Date) => duration(to.getTime() - from.getTime())

const units = { Seconds: 'seconde', Minutes: 'minute', Hours: 'heure', Days: 'jour' }

function valueText(field: string, value: unknown, { timeZone }: Election): string {
  if (value instanceof Date) return `${dateAndTime(value, timeZone)}, ${zoneName(timeZone)}`
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (typeof value === 'number') {
    const [, unit] = Object.entries(units).find(([name]) => field.endsWith(name)) ?? []
    if (unit) return count(value, unit)
    return field.endsWith('Usd') ? `${number(value)} USD` : number(value)
  }
  if (field === 'territories[]') return (value as string[]).map(territoryName).join(', ')
  return Array.isArray(value) ? value.join(', ') : String(value)
}
