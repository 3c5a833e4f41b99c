import { expect, it } from 'vitest'
import { metricNames } from '../../shared/domain/metric-names.ts'
import { dimensionsOf } from '../../shared/runtime/journal-event.ts'
import { monthlyUsage } from '../../team/estimate/usage.ts'
import { metricValuesOf } from '../builders/metric-values.ts'
import { election } from '../stack/local-app.ts'

const reissueId = '8b606725-5ce0-4517-a16e-162a92a56f76'
const sent = { event: 'identifier.sent', reissueId, messageId: 'sms-1', territory: 'RE' } as const

const shortOf = (events: Parameters<typeof metricValuesOf>[0]) =>
  metricValuesOf(events).map(({ name, dimensions, value }) => [
    [name, ...Object.values(dimensions)].join(' '),
    value,
  ])

it('the metrics of an event say how long an SMS took, where to, and whether it left in time', () => {
  expect(shortOf([{ ...sent, seconds: 124.5, inTime: true }])).toEqual([
    ['HandoverSeconds', 124.5],
    ['HandoverSeconds RE', 124.5],
    ['PromisesKept', 1],
  ])
  expect(shortOf([{ ...sent, seconds: 900, inTime: false }])).toContainEqual(['PromisesKept', 0])
})

it('the metrics of an event tell an SMS that arrived from one that did not, where to, and from one that was not sent', () => {
  const receipt = { event: 'receipt.recorded', reissueId, territory: 'PF' } as const
  expect(shortOf([receipt])).toEqual([['SmsDelivered PF', 1]])
  expect(shortOf([{ ...receipt, failure: 'blocked' }])).toEqual([['SmsDelivered PF', 0]])
  expect(shortOf([{ ...receipt, failure: 'service-limit' }])).toEqual([
    ['SmsDelivered PF', 0],
    ['SmsUnpaid', 1],
  ])
})

it('the metrics of an event count refusals by their code', () => {
  expect(shortOf([{ event: 'reissue.refused', reason: 'phone-taken' }])).toEqual([
    ['ReissuesRefused', 1],
    ['ReissuesRefused phone-taken', 1],
  ])
})

it('the metrics of an event tell e-mails that can stop an SMS from other notifications', () => {
  const mail = { event: 'reissue-mail.sent', reissueId } as const
  const told = { event: 'account-mail.handled', news: 'password-set' } as const
  const names = (events: Parameters<typeof metricValuesOf>[0]) =>
    metricValuesOf(events).map(({ name }) => name)
  const first = ['asked', 'daily-cap', 'service-limit', 'paused'] as const
  expect(names(first.map((news) => ({ ...mail, news })))).toEqual(Array(4).fill('StopLinksMailed'))
  expect(
    names([
      { ...mail, news: 'sent' },
      { ...told, mailing: 'mailed' },
      { ...told, mailing: 'over' },
    ]),
  ).toEqual(['NewsMailed', 'NewsMailed'])
  expect(names([{ ...told, mailing: 'over' }])).toEqual([])
})

it('the metrics of an event are in a line once the stack has named them, which keeps elections apart', () => {
  const event = { event: 'session.opened' } as const
  expect(metricValuesOf([event], 'Academie')).toEqual([
    expect.objectContaining({ namespace: 'Academie', name: 'SessionsOpened', value: 1 }),
  ])
  expect(metricValuesOf([event], '')).toEqual([])
  expect(metricValuesOf([{ event: 'session.closed' }])).toEqual([])
})

// Saint-Barthélemy and Saint-Martin count as Guadeloupe; numbers without a territory add one.
const territories = election.territories.length - 2 + 1
const valuesOf: Record<string, number> = { territory: territories, reason: 12 }

it('the metrics cost what eighty-seven do if each has a value every hour, as docs/deploy.md says', () => {
  const combinations = metricNames
    .flatMap(dimensionsOf)
    .map((names: readonly string[]) =>
      names.reduce((product, name) => product * (valuesOf[name] ?? Number.NaN), 1),
    )
  expect(combinations.reduce((sum, one) => sum + one, 0)).toBe(monthlyUsage(1, false).customMetrics)
})
