import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { expect, it } from 'vitest'
import { statesOver } from '../builders/alarm-states.ts'

const Metric = { Namespace: 'Reassort', MetricName: 'MailsNotTaken' }
const onMails: MetricAlarm = {
  ...{ ...Metric, Statistic: 'Sum', Period: 300, EvaluationPeriods: 1, Threshold: 3 },
  ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
}
const brief = { ...onMails, Period: 60 }
const below = { Threshold: 1, ComparisonOperator: 'LessThanThreshold' } as const
const onSilence = { ...onMails, ...below, TreatMissingData: 'breaching' }
const filled: MetricAlarm = {
  ...{ ...below, EvaluationPeriods: 1, TreatMissingData: 'breaching' },
  Metrics: [
    { Id: 'e', Expression: 'IF(FILL(m, 0) > 0 AND 2 / 1 == 2, SUM([m, 1]) - 1, 0)' },
    { Id: 'm', MetricStat: { Metric, Period: 300, Stat: 'Sum' }, ReturnData: false },
  ],
}
const silence = (minutes: number) => Array<undefined>(minutes).fill(undefined)

it.each<[string, MetricAlarm, (number | undefined)[], string]>([
  ['goes off within the minute in which its sum crosses', onMails, [2, 1, 1, 0], 'OOAA'],
  ['is over five minutes after the last value too many', onMails, [4, 0, 0, 0, 0, 0], 'AAAAAO'],
  ['stays two periods longer in silence', onMails, [4, ...silence(15)], `${'A'.repeat(15)}O`],
  ['on silence goes off as late', onSilence, [1, ...silence(15)], `${'O'.repeat(15)}A`],
  ['on silence that it fills goes off at once', filled, [1, ...silence(5)], 'OOOOOA'],
  [
    'of which three in five must cross goes off with the third',
    { ...brief, EvaluationPeriods: 5, DatapointsToAlarm: 3 },
    [4, 0, 4, 4, 0, 0],
    'OOOAAO',
  ],
])('an alarm %s, as in CloudWatch', (_, settings, values, states) => {
  expect(
    statesOver(
      settings,
      values.map((m) => ({ m })),
    ),
  ).toBe(states)
})
