import { describe, expect, it } from 'vitest'
import { leaseSeconds } from '../../shared/domain/sms/sending-lease.ts'
import { patience, sendersOf, turnMilliseconds } from '../../shared/domain/turns.ts'
import { election } from './local-app.ts'
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

describe('every queue', () => {
  const deadLetterQueues = queues.map(([, { Properties }]) =>
    idOf(Properties.RedrivePolicy?.deadLetterTargetArn ?? {}),
  )
  const working = queues.filter(([id]) => !deadLetterQueues.includes(id) && !/^Ledger/.test(id))

  it.each(working)(
    '%s has one consumer, a DLQ, and hides messages six times as long as it runs',
    (id, queue) => {
      const mine = consumers.filter(([, { Properties }]) => idOf(Properties.EventSourceArn) === id)
      expect(mine).toHaveLength(1)
      const { Properties } = (mine[0] as [string, Resource])[1]
      const consumer = template.Resources[idOf(Properties.FunctionName) as string] as Resource
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5)
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(
        6 * consumer.Properties.Timeout,
      )
      // Copies wait until no sender of the first one can be at work.
      expect(consumer.Properties.Timeout).toBeLessThan(leaseSeconds)
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThan(leaseSeconds)
      expect(Object.values(consumer.Properties.Environment.Variables)).toContainEqual({ Ref: id })
    },
  )

  it.each([
    ['SendIdentifier', 'sms', 'Sms'],
    ['MailVoters', 'stop-link', 'Mail'],
    ['MailVoters', 'password-link', 'Link'],
    ['MailVoters', 'news', 'News'],
  ] as const)(
    'that sends has senders that can use up the rate, and may wait for their turn: %s, %s',
    (name, kind, queueName) => {
      const sender = (functionNamed(`Delivery${name}`) as Resource).Properties
      const [, { Properties }] = consumers.find(([, consumer]) =>
        idOf(consumer.Properties.EventSourceArn)?.startsWith(`${queueName}Queue`),
      ) as [string, Resource]
      const perSecond = kind === 'sms' ? election.smsPerSecond : election.mailsPerSecond
      expect(Properties.ScalingConfig.MaximumConcurrency).toBe(sendersOf(kind, perSecond))
      expect(sender.Environment.Variables).toHaveProperty('MAIL_TURNS_TABLE')
      // The last question, a block as far ahead as may be, and SES or SNS may take ten seconds.
      const { wait, reach } = patience[kind]
      const blockMilliseconds = Math.min(reach.first, Properties.BatchSize * turnMilliseconds(2))
      const longest = wait + reach.last + blockMilliseconds + 10_000
      expect(sender.Timeout * 1000).toBeGreaterThanOrEqual(longest)
    },
  )

  it('that follows a transaction holds its messages back: the SMS as the election says, none less than one second', () => {
    const delays = Object.fromEntries(
      working.map(([id, { Properties }]) => [withoutHash(id), Properties.DelaySeconds]),
    )
    expect(delays).toEqual({
      SmsQueue: election.smsDelaySeconds,
      MailQueue: 1,
      LinkQueue: undefined,
      NewsQueue: 1,
      ReceiptQueue: 2,
      MailEventQueue: undefined,
    })
  })

  it('is encrypted', () => {
    for (const [, { Properties }] of queues) expect(Properties.SqsManagedSseEnabled).toBe(true)
  })
})

describe('every alarm', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm')
  const [topic] = ofType('AWS::SNS::Topic')

  it('tells the team when it goes off and when it is over, and not that all is quiet', () => {
    for (const [, { Properties }] of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: topic?.[0] }])
      expect(Properties.OKActions).toEqual([{ Ref: topic?.[0] }])
    }
    const loudInSilence = alarms.filter(
      ([, { Properties }]) => Properties.TreatMissingData !== 'notBreaching',
    )
    expect(loudInSilence.map(([id]) => withoutHash(id))).toEqual([
      'AlarmsAbsentSweep',
      'AlarmsLateLedger',
    ])
    const subscriptions = ofType('AWS::SNS::Subscription').map(([, { Properties }]) => Properties)
    expect(subscriptions.filter(({ Protocol }) => Protocol === 'email')).toEqual([
      {
        Protocol: 'email',
        Endpoint: election.alarms.email,
        TopicArn: { Ref: topic?.[0] },
      },
    ])
  })

  it('may write to the team: the topic lets CloudWatch in', () => {
    const [policy] = ofType('AWS::SNS::TopicPolicy')
    expect(policy?.[1].Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    )
  })

  it('of DLQs look at each', () => {
    const watched = alarms
      .filter(([id]) => /^Alarms(Event)?DeadLetters/.test(id))
      .flatMap(([, { Properties }]) => Properties.Metrics.slice(1))
      .map(({ MetricStat }) => idOf(MetricStat.Metric.Dimensions[0].Value))
    const deadLetters = queues.map(([id]) => id).filter((id) => /^(?!Ledger).*DeadLetters/.test(id))
    expect(watched.sort()).toEqual(deadLetters.sort())
  })
})
