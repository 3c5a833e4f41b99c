import { describe, expect, it } from 'vitest'
import {
  intervalMilliseconds,
  maxPriorityBoosts,
  senderCount,
  waitLimits,
} from '../../shared/domain/rate-limiter.ts'
import { leaseSeconds } from '../../shared/domain/sms/sms-delivery.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { election } from './local-app.ts'
import {
  alarms,
  consumers,
  findFunction,
  findResource,
  idOf,
  propertiesOf,
  queues,
  template,
} from './templates.ts'
import type { Resource } from './whole-app.ts'

/** Two boosted tokens, then SES answers neither mail. */
const twoMailsMilliseconds =
  maxPriorityBoosts * waitLimits['cancel-link'].horizon.last +
  2 * clientDefaults.maxAttempts * clientDefaults.requestHandler.requestTimeout

describe('every queue', () => {
  const deadLetterQueues = queues.map(([, { Properties }]) =>
    idOf(Properties.RedrivePolicy?.deadLetterTargetArn ?? {}),
  )
  const working = queues.filter(([id]) => !deadLetterQueues.includes(id) && !/^Ledger/.test(id))

  it.each(working)('%s has one consumer, a DLQ, and hides messages for six runs', (id, queue) => {
    const [mine, ...others] = consumers.filter(({ EventSourceArn }) => idOf(EventSourceArn) === id)
    expect(others).toEqual([])
    const consumer = template.Resources[idOf(mine.FunctionName) as string] as Resource
    expect(mine.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
    expect(mine.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
    expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5)
    expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(
      6 * consumer.Properties.Timeout,
    )
    expect(Object.values(consumer.Properties.Environment.Variables)).toContainEqual({ Ref: id })
  })

  it.each([
    ['SendIdentifier', 'sms', 'Sms'],
    ['MailVoters', 'cancel-link', 'Mail'],
    ['MailVoters', 'password-link', 'Link'],
    ['MailVoters', 'news', 'News'],
  ] as const)(
    'has enough senders to use up its rate, with time to wait for a token: %s, %s',
    (name, kind, queueName) => {
      const sender = findFunction(`Delivery${name}`).Properties
      const consumer = consumers.find(({ EventSourceArn }) =>
        idOf(EventSourceArn)?.startsWith(`${queueName}Queue`),
      )
      const perSecond = kind === 'sms' ? election.smsPerSecond : election.mailsPerSecond
      expect(consumer.ScalingConfig.MaximumConcurrency).toBe(senderCount(kind, perSecond))
      expect(sender.Environment.Variables).toHaveProperty('MAIL_TURNS_TABLE')
      const { maxWait, horizon } = waitLimits[kind]
      const block = Math.min(horizon.first, consumer.BatchSize * intervalMilliseconds(2))
      const rest = kind === 'news' ? twoMailsMilliseconds : 10_000
      const longest = maxWait + horizon.last + block + rest
      expect(sender.Timeout * 1000).toBeGreaterThanOrEqual(longest)
    },
  )

  it('replaces a dead sender, and no living one, two seconds after its timeout', () => {
    expect(findFunction('DeliverySendIdentifier').Properties.Timeout).toBe(leaseSeconds - 2)
    const { VisibilityTimeout } = findResource(template, 'AWS::SQS::Queue', 'SmsQueue').Properties
    expect(VisibilityTimeout).toBeGreaterThan(leaseSeconds)
  })

  it('delays the SMS as configured, and by a second or more a message that may overtake its write', () => {
    const delayOf = (name: string) =>
      findResource(template, 'AWS::SQS::Queue', name).Properties.DelaySeconds
    expect(delayOf('SmsQueue')).toBe(election.smsDelaySeconds)
    expect(delayOf('MailQueue')).toBeUndefined()
    for (const name of ['NewsQueue', 'ReceiptQueue'])
      expect(delayOf(name), name).toBeGreaterThanOrEqual(1)
  })
})

describe('every alarm', () => {
  const { id: topic } = findResource(template, 'AWS::SNS::Topic')

  it('notifies the team when it rings and when it ends, and rings without data only if it watches for absence', () => {
    for (const { AlarmActions, OKActions } of alarms.values())
      expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]])
    const loudInSilence = [...alarms].filter(
      ([, { TreatMissingData }]) => TreatMissingData !== 'notBreaching',
    )
    expect(loudInSilence.map(([name]) => name)).toEqual(['AbsentSweep', 'LateLedger'])
    const subscriptions = propertiesOf(template, 'AWS::SNS::Subscription')
    expect(subscriptions.filter(({ Protocol }) => Protocol === 'email')).toEqual([
      {
        Protocol: 'email',
        Endpoint: election.alarms.email,
        TopicArn: { Ref: topic },
      },
    ])
  })

  it('may publish to the team’s topic', () => {
    const { Properties } = findResource(template, 'AWS::SNS::TopicPolicy')
    expect(Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    )
  })

  it('on dead letters watches every DLQ, and whether account events reach neither queue', () => {
    const watched = ['DeadLetters', 'EventDeadLetters']
      .flatMap((name) => alarms.get(name).Metrics.slice(1))
      .map(({ MetricStat }) => idOf(MetricStat.Metric.Dimensions[0].Value))
    const deadLetters = queues.map(([id]) => id).filter((id) => /^(?!Ledger).*DeadLetters/.test(id))
    const { id: rule } = findResource(template, 'AWS::Events::Rule', 'AccountEventsMessaging')
    expect(watched.sort()).toEqual([...deadLetters, rule].sort())
  })
})
