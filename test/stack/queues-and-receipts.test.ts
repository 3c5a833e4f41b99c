import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { leaseSeconds } from '../../functions/send-identifier/send-identifier.ts'
import {
  consumers,
  election,
  functionNamed,
  idOf,
  ofType,
  policiesOf,
  queues,
  type Resource,
  root,
  template,
  withoutHash,
} from './synthesised-template.ts'

describe('every queue', () => {
  const deadLetterQueues = queues.map(([, { Properties }]) =>
    idOf(Properties.RedrivePolicy?.deadLetterTargetArn ?? {}),
  )
  const working = queues.filter(([id]) => !deadLetterQueues.includes(id))

  it('is the one of the SMS, of the mails, of the links, of the receipts, or one of their DLQs', () => {
    expect(working.map(([id]) => withoutHash(id))).toEqual([
      'SmsQueue',
      'MailQueue',
      'LinkQueue',
      'ReceiptQueue',
    ])
    expect(queues).toHaveLength(8)
  })

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
      expect(consumer.Properties.Timeout).toBeLessThan(leaseSeconds)
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThan(leaseSeconds)
      expect(Object.values(consumer.Properties.Environment.Variables)).toContainEqual({ Ref: id })
    },
  )

  it('of the SMS has senders that make no more than the rate together, and batches they can finish', () => {
    const sender = (functionNamed('DeliverySendIdentifier') as Resource).Properties
    const [, { Properties }] = consumers.find(([, consumer]) =>
      idOf(consumer.Properties.FunctionName)?.startsWith('DeliverySendIdentifier'),
    ) as [string, Resource]
    const each = Number(sender.Environment.Variables.SMS_PER_SECOND)
    expect(each * Properties.ScalingConfig.MaximumConcurrency).toBe(election.smsPerSecond)
    // The slowest share is one a second, after a second's wait.
    expect(Properties.BatchSize + 1).toBeLessThanOrEqual(sender.Timeout / 2)
  })

  it('of the links has mailers that take half of the rate of the mails at most', () => {
    const mailer = (functionNamed('DeliveryMailPasswordLink') as Resource).Properties
    const [, { Properties }] = consumers.find(([, consumer]) =>
      idOf(consumer.Properties.FunctionName)?.startsWith('DeliveryMailPasswordLink'),
    ) as [string, Resource]
    const each = Number(mailer.Environment.Variables.MAILS_PER_SECOND)
    const all = each * Properties.ScalingConfig.MaximumConcurrency
    expect(all).toBeGreaterThan(election.mailsPerSecond / 4)
    expect(all).toBeLessThanOrEqual(election.mailsPerSecond / 2)
    expect(Properties.BatchSize + 1).toBeLessThanOrEqual(mailer.Timeout)
  })

  it('that follows a transaction holds its messages back: the SMS as the election says, none less than one second', () => {
    const delays = Object.fromEntries(
      working.map(([id, { Properties }]) => [withoutHash(id), Properties.DelaySeconds]),
    )
    expect(delays).toEqual({
      SmsQueue: election.smsDelaySeconds,
      MailQueue: 1,
      LinkQueue: undefined,
      ReceiptQueue: 2,
    })
  })

  it('is encrypted', () => {
    for (const [, { Properties }] of queues) expect(Properties.SqsManagedSseEnabled).toBe(true)
  })
})

describe('the receipts of the SMS', () => {
  const logGroups = ofType('AWS::Logs::LogGroup').filter(([, { Properties }]) =>
    JSON.stringify(Properties.LogGroupName)?.includes('DirectPublishToPhoneNumber'),
  )
  const named = (end: string) => ({
    'Fn::Join': [
      '',
      [
        'sns/',
        { Ref: 'AWS::Region' },
        '/',
        { Ref: 'AWS::AccountId' },
        `/DirectPublishToPhoneNumber${end}`,
      ],
    ],
  })
  const [attributes] = ofType('Custom::SmsAttributes')

  it('are written to the two log groups that SNS knows, and kept for one day', () => {
    expect(logGroups.map(([, { Properties }]) => Properties)).toEqual([
      { LogGroupName: named(''), RetentionInDays: 1 },
      { LogGroupName: named('/Failure'), RetentionInDays: 1 },
    ])
    expect(logGroups.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(['Delete', 'Delete'])
  })

  it('are all collected, the good news and the bad', () => {
    const filters = ofType('AWS::Logs::SubscriptionFilter').map(([, { Properties }]) => Properties)
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref)).toEqual(logGroups.map(([id]) => id))
    for (const { DestinationArn, FilterPattern } of filters) {
      expect(withoutHash(idOf(DestinationArn) as string)).toBe('ReceiptsCollectReceipts')
      expect(FilterPattern).toBe('')
    }
  })

  it('are asked of SNS, which is told too how to send and what the month may cost', () => {
    for (const on of ['Create', 'Update']) {
      const call = JSON.parse(
        attributes?.[1].Properties[on]['Fn::Join'][1]
          .map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part)))
          .join('')
          .replace(/"\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]\}"/, '"$1"'),
      )
      expect(call).toMatchObject({ service: 'SNS', action: 'setSMSAttributes' })
      expect(call.parameters.attributes).toEqual({
        DefaultSMSType: 'Transactional',
        DefaultSenderID: election.senderId,
        DeliveryStatusIAMRole: 'ReceiptsSmsLogWriter',
        DeliveryStatusSuccessSamplingRate: '100',
        MonthlySpendLimit: String(election.smsMonthlySpendUsd),
      })
    }
  })

  it('are asked for once there is where to write them, or SNS would keep the numbers for ever', () => {
    expect(attributes?.[1].DependsOn).toEqual(expect.arrayContaining(logGroups.map(([id]) => id)))
  })

  it('are written by SNS alone, which may write nothing else', () => {
    const [, role] = ofType('AWS::IAM::Role').find(
      ([id]) => withoutHash(id) === 'ReceiptsSmsLogWriter',
    ) as [string, Resource]
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' } },
    ])
    const statements = policiesOf('ReceiptsSmsLogWriter')
    expect(statements).toHaveLength(1)
    const [{ Action, Resource }] = statements
    expect(Action.every((action: string) => action.startsWith('logs:'))).toBe(true)
    const ends = Resource.map((arn: object) => /log-group:.*$/.exec(JSON.stringify(arn))?.[0])
    expect(ends).toHaveLength(4)
    for (const end of ends) {
      expect(end).toMatch(/\/DirectPublishToPhoneNumber(\/Failure)?(:\*)?"\]\]\}$/)
    }
  })

  it('cost one more wildcard, at deployment only: AWS knows no resource for the SMS attributes', () => {
    expect(policiesOf('AWS679f53fac002430cb0da5b7982bd2287ServiceRole')).toEqual([
      { Action: 'sns:SetSMSAttributes', Effect: 'Allow', Resource: '*' },
      {
        Action: 'iam:PassRole',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ReceiptsSmsLogWriter/), 'Arn'] },
      },
    ])
  })
})

describe('every alarm', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm')
  const [topic] = ofType('AWS::SNS::Topic')

  it('tells the team, and not that all is quiet', () => {
    expect(alarms).toHaveLength(12)
    for (const [, { Properties }] of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: topic?.[0] }])
      expect(Properties.TreatMissingData).toBe('notBreaching')
    }
    const [subscription] = ofType('AWS::SNS::Subscription')
    expect(subscription?.[1].Properties).toEqual({
      Protocol: 'email',
      Endpoint: election.alarms.email,
      TopicArn: { Ref: topic?.[0] },
    })
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

  it('leads to a heading of the runbook', () => {
    const runbook = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8')
    const anchors = [...runbook.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, { Properties }] of alarms) {
      const [, anchor] = /docs\/runbook\.md#([a-z-]+)$/.exec(Properties.AlarmDescription) ?? []
      expect(anchors).toContain(anchor)
    }
  })

  it('of a DLQ: there is one for each', () => {
    const watched = alarms
      .filter(([, { Properties }]) => Properties.AlarmDescription.endsWith('#messages-in-a-dlq'))
      .map(([, { Properties }]) => idOf(Properties.Dimensions[0].Value))
    const deadLetters = queues.map(([id]) => id).filter((id) => id.includes('DeadLetters'))
    expect(watched.sort()).toEqual(deadLetters.sort())
  })

  it('that reads the journal reads the events that the functions write', () => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, { Properties }]) => [
      withoutHash(Properties.LogGroupName.Ref),
      Properties.FilterPattern,
    ])
    expect(filters).toEqual([
      ['DeliverySendIdentifierLogs', '{ $.event = "sms.held" }'],
      [
        'ReceiptsRecordReceiptLogs',
        '{ ($.event = "receipt.recorded") && ($.failure = "service-limit") }',
      ],
      ['DeliverySendIdentifierLogs', '{ $.event = "sms.not-taken" }'],
      ['ReceiptsCollectReceiptsLogs', '{ $.unreadable > 0 }'],
    ])
  })
})
