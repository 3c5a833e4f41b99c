import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { metricStore } from '../../local/metrics.ts'
import { type AlarmState, judge } from './alarms.ts'
import { ageMetrics } from './cloudwatch.ts'

const mails = { namespace: 'Reassort', name: 'MailsNotTaken', dimensions: {} }
const onMails = {
  Namespace: 'Reassort',
  MetricName: 'MailsNotTaken',
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 1,
  Threshold: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
} as const

/** An alarm whose metric has these values, each in a minute of its own; undefined: a minute without one. */
function statesOver(settings: MetricAlarm, values: (number | undefined)[]): string {
  const metrics = metricStore()
  let state: AlarmState['value'] | undefined
  return values
    .map((value) => {
      if (value !== undefined) metrics.put({ ...mails, value, at: Date.now() })
      ageMetrics(metrics, 1)
      state = judge(settings, metrics, state).value
      return state.charAt(0)
    })
    .join('')
}

const silence = (minutes: number) => Array<undefined>(minutes).fill(undefined)

describe('an alarm', () => {
  it('goes off within the minute in which its sum over five minutes crosses the threshold', () => {
    expect(statesOver(onMails, [2, 1, 1, 0])).toBe('OOAA')
    expect(statesOver(onMails, [2, 0, 0, 0, 0, 2])).toBe('OOOOOO')
  })

  it('is over five minutes after the last value that was too many, where values go on', () => {
    expect(statesOver(onMails, [4, 0, 0, 0, 0, 0])).toBe('AAAAAO')
  })

  it('stays for two periods more where no value follows: CloudWatch takes older ones for those that are missing', () => {
    expect(statesOver(onMails, [4, ...silence(15)])).toBe(`${'A'.repeat(15)}O`)
  })

  it('on silence goes off after as long, unless an expression fills it', () => {
    const below = { Threshold: 1, ComparisonOperator: 'LessThanThreshold' } as const
    const onSilence = { ...onMails, ...below, TreatMissingData: 'breaching' }
    expect(statesOver(onSilence, [1, ...silence(15)])).toBe(`${'O'.repeat(15)}A`)
    const { Namespace, MetricName } = onMails
    const filled = {
      ...below,
      EvaluationPeriods: 1,
      TreatMissingData: 'breaching',
      Metrics: [
        { Id: 'e', Expression: 'FILL(m, 0)' },
        {
          Id: 'm',
          MetricStat: { Metric: { Namespace, MetricName }, Period: 300, Stat: 'Sum' },
          ReturnData: false,
        },
      ],
    }
    expect(statesOver(filled, [1, ...silence(5)])).toBe('OOOOOA')
  })

  it('of which three in five must cross goes off with the third, and is over with the third less', () => {
    const threeOfFive = { ...onMails, Period: 60, EvaluationPeriods: 5, DatapointsToAlarm: 3 }
    expect(statesOver(threeOfFive, [4, 0, 4, 4, 0, 0])).toBe('OOOAAO')
  })

  it.each([
    ['missing', 'IIOOOI'],
    ['ignore', 'IIOOOO'],
  ])('without a value is as it asks for: %s', (TreatMissingData, states) => {
    const brief = { ...onMails, Period: 60, TreatMissingData }
    expect(statesOver(brief, [...silence(2), 1, ...silence(3)])).toBe(states)
  })
})
