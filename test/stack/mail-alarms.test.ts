import { describe, expect, it } from 'vitest'
import {
  consumers,
  functionNamed,
  idOf,
  ofType,
  queues,
  type Resource,
  template,
  withoutHash,
} from './synthesised-template.ts'

const alarmOf = (name: string): Resource['Properties'] =>
  ofType('AWS::CloudWatch::Alarm').find(([id]) => withoutHash(id) === `Alarms${name}`)?.[1]
    .Properties

/** What an alarm on several metrics looks at: each metric's name with what its dimension names. */
function watchedBy(name: string) {
  const { Metrics } = alarmOf(name)
  const [joined, ...metrics] = Metrics
  const names = metrics.map(({ Id }: { Id: string }) => `FILL(${Id}, 0)`)
  expect(joined.Expression).toMatch(/^(SUM|MAX)\(/)
  // A metric without a value would leave the whole without one, and the alarm off.
  expect(joined.Expression.slice(3)).toBe(`([${names.join(', ')}])`)
  return metrics.map(({ MetricStat: { Metric } }: Resource['Properties']) => [
    Metric.MetricName,
    idOf(Metric.Dimensions[0].Value),
  ])
}

const consuming = consumers.map(([, { Properties }]) => idOf(Properties.FunctionName))
const sweep = Object.entries(template.Resources).find(
  ([, one]) => one === functionNamed('DeliveryRequeueOverdueReissues'),
)?.[0]

describe('what loses or delays without a sign', () => {
  it('is told when a consumer of any queue crashes or times out', () => {
    expect(watchedBy('FailingConsumers').sort()).toEqual(
      consuming.map((id) => ['Errors', id]).sort(),
    )
  })

  it('is told when Lambda has no room for a consumer or for the sweep', () => {
    expect(watchedBy('ThrottledConsumers').sort()).toEqual(
      [...consuming, sweep].map((id) => ['Throttles', id]).sort(),
    )
  })

  it('is told when messages of any queue but the SMS’s are not read: those have an alarm of their own', () => {
    const waiting = queues.map(([id]) => id).filter((id) => !/DeadLetters|^Sms/.test(id))
    expect(waiting).toHaveLength(4)
    expect(watchedBy('StillQueues').sort()).toEqual(
      waiting.map((id) => ['ApproximateAgeOfOldestMessage', id]).sort(),
    )
  })

  it('is told when the sweep does not run, which no metric says but its absence', () => {
    const alarm = alarmOf('AbsentSweep')
    expect(alarm).toMatchObject({
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Period: 300,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
    expect(idOf(alarm.Dimensions[0].Value)).toBe(sweep)
    // A minute of the clock: five runs in the alarm's period.
    const rules = ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties)
    expect(rules.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(1 minute)'])
  })

  it('is told of e-mails that SES refuses, whoever sends them, by one count', () => {
    const filters = ofType('AWS::Logs::MetricFilter').filter(([, { Properties }]) =>
      Properties.FilterPattern.includes('mail.not-taken'),
    )
    const counted = filters.map(
      ([, { Properties }]) => Properties.MetricTransformations[0].MetricName,
    )
    expect(counted).toEqual(['MailsNotTaken', 'MailsNotTaken', 'MailsNotTaken'])
    expect(alarmOf('RefusedMails')).toMatchObject({ MetricName: 'MailsNotTaken', Threshold: 3 })
  })

  it('stays told as long as links wait for the next day: each says so every quarter of an hour', () => {
    expect(alarmOf('NoLinkBudget')).toMatchObject({
      MetricName: 'LinksBeyondBudget',
      Period: 1800,
      Threshold: 0,
    })
  })
})
