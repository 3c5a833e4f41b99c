import { describe, expect, it } from 'vitest'
import { readReceipts } from '../../functions/collect-receipts/collect-receipts.ts'
import { dependenciesOf } from './dependencies.ts'
import { election } from './local-app.ts'
import {
  alarms,
  findResource,
  idOf,
  policiesOf,
  propertiesOf,
  resourcesOf,
  smsTemplate,
  template,
  withoutHash,
  writersTo,
} from './templates.ts'

const { id: attributesId, Properties: set } = findResource(smsTemplate, 'Custom::SmsAttributes')
const functionIn = (reference: object) => withoutHash(String(idOf(reference)))

describe('SMS receipts', () => {
  it('go to the two log groups of SNS, stay for one day, and are all collected', () => {
    const ofSns = ['', '/Failure'].map((end) => ({
      'Fn::Join': [
        ...['', ['sns/eu-west-3/', { Ref: 'AWS::AccountId' }, `/DirectPublishToPhoneNumber${end}`]],
      ],
    }))
    expect(set.LogGroupNames).toEqual(ofSns)
    expect(set.RetentionInDays).toBe(1)
    expect(functionIn(set.Collector)).toBe('CollectReceipts')
  })

  it('are requested only after the rights that SNS and CloudWatch test exist', () => {
    const before = dependenciesOf(smsTemplate, attributesId).map(withoutHash)
    for (const needed of [
      'SmsLogWriter',
      'SetSmsAttributesRole',
      'CollectReceiptsSuccesses',
      'CollectReceiptsFailures',
    ]) {
      expect(before).toContain(needed)
    }
    expect(resourcesOf(smsTemplate, 'AWS::IAM::Policy')).toEqual([])
  })

  it('are written by SNS only, for this account only, and SNS may write nothing else', () => {
    const role = findResource(smsTemplate, 'AWS::IAM::Role', 'SmsLogWriter')
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ])
    const statements = policiesOf('SmsLogWriter', smsTemplate)
    expect(statements).toHaveLength(1)
    const [{ Action, Resource }] = statements
    expect(Action.every((action: string) => action.startsWith('logs:'))).toBe(true)
    expectOfReceipts(Resource)
  })

  it('need one wildcard, at deployment only: the SMS attributes have no ARN', () => {
    const statements = policiesOf('SetSmsAttributesRole', smsTemplate)
    const wide = statements.filter(({ Resource }) => Resource === '*')
    expect(wide.map(({ Action }) => Action)).toEqual([
      [
        ...['sms-voice:DescribeSpendLimits', 'sms-voice:SetTextMessageSpendLimitOverride'],
        ...['sns:GetSMSAttributes', 'sns:SetSMSAttributes'],
      ],
    ])
    const [passing] = statements.filter(({ Action }) => Action === 'iam:PassRole')
    expect(functionIn(passing.Resource)).toBe('SmsLogWriter')
    const [logs] = statements.filter(
      ({ Action }) => Array.isArray(Action) && Action.includes('logs:PutSubscriptionFilter'),
    )
    // A log group allows two subscriptions, so the stack's must go with it.
    expect(logs.Action).toContain('logs:DeleteSubscriptionFilter')
    expectOfReceipts(logs.Resource)
  })

  it('reach the collector from those two log groups of this account only', () => {
    const permissions = propertiesOf(smsTemplate, 'AWS::Lambda::Permission')
    expect(permissions).toHaveLength(2)
    for (const { Principal, SourceAccount, SourceArn } of permissions) {
      expect([Principal, SourceAccount]).toEqual(['logs.amazonaws.com', { Ref: 'AWS::AccountId' }])
      expect(JSON.stringify(SourceArn)).toMatch(/DirectPublishToPhoneNumber/)
    }
  })

  it('reach an election through the topic only, as they were published', () => {
    const subscriptions = propertiesOf(template, 'AWS::SNS::Subscription')
    const { queueId, writers } = writersTo('ReceiptQueue')
    const topic = { 'Fn::Join': ['', expect.arrayContaining([':reassort-receipts'])] }
    expect(subscriptions.find(({ Protocol }) => Protocol === 'sqs')).toEqual({
      Protocol: 'sqs',
      RawMessageDelivery: true,
      Region: 'eu-west-3',
      Endpoint: { 'Fn::GetAtt': [queueId, 'Arn'] },
      TopicArn: topic,
    })
    expect(writers).toEqual([
      expect.objectContaining({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': topic } },
      }),
    ])
  })
})

describe('the masking policy', () => {
  const policy = JSON.parse(set.MaskingPolicy)
  const [{ Regex }] = policy.Configuration.CustomDataIdentifier
  const masked = (line: string) =>
    line.replace(new RegExp(Regex, 'g'), (found) => '*'.repeat(found.length))

  const line = (destination: string, messageId: string) =>
    JSON.stringify({
      notification: { messageId, timestamp: '2016-06-28 00:40:34.558' },
      delivery: { destination, providerResponse: 'Message has been accepted by phone carrier' },
      status: 'SUCCESS',
    })

  it('finds and hides, in a syntax that CloudWatch accepts', () => {
    expect(policy.Statement.map(({ Operation }: { Operation: object }) => Operation)).toEqual([
      { Audit: { FindingsDestination: {} } },
      { Deidentify: { MaskConfig: {} } },
    ])
    expect(Regex).toMatch(/^[\w#=@/;, \-^$?[\]{}|\\*+.]{1,200}$/)
  })

  it.each([
    '+33612345678',
    '+590690123456',
    '+262639123456',
    '+687751234',
    '+68987123456',
    '+508551234',
    '+14155550100',
    '+8613812345678',
  ])('hides %s, and the receipt still parses', (destination) => {
    // Its last part is all digits: a pattern for phone numbers would lose the receipt.
    const messageId = '34d9b400-c6dd-5444-8201-612345678901'
    const message = masked(line(destination, messageId))
    expect(JSON.parse(message).delivery.destination).toMatch(/^\*+$/)
    const logEvents = [{ id: '1', timestamp: 1_467_074_434_558, message }]
    expect(readReceipts({ messageType: 'DATA_MESSAGE', logEvents })).toEqual({
      receipts: [{ messageId, at: new Date(1_467_074_434_558) }],
      unreadCount: 0,
    })
  })
})

describe('the spend limit', () => {
  it('raises an alarm at half and at four fifths, if the election names it', () => {
    const spend = { Namespace: 'AWS/SNS', MetricName: 'SMSMonthToDateSpentUSD' }
    for (const [name, share] of [
      ['MonthlySpendHalf', 0.5],
      ['MonthlySpend', 0.8],
    ] as const) {
      const Threshold = share * election.smsMonthlySpendUsd
      expect(alarms.get(name)).toMatchObject({ ...spend, Statistic: 'Maximum', Threshold })
    }
  })

  it('is raised by the election through a function that never lowers it', () => {
    const { Properties, DeletionPolicy } = findResource(template, 'Custom::SmsSpendLimit')
    expect(Properties.AtLeastUsd).toBe(election.smsMonthlySpendUsd)
    // Its deletion would need the function, whose stack may already be gone.
    expect(DeletionPolicy).toBe('Retain')
    expect(JSON.stringify(Properties.ServiceToken)).toContain('reassort-set-sms-attributes')
    const names = propertiesOf(smsTemplate, 'AWS::Lambda::Function').map((one) => one.FunctionName)
    expect(names).toContain('reassort-set-sms-attributes')
    expect(JSON.stringify([smsTemplate, template])).not.toContain('MonthlySpendLimit')
  })
})

function expectOfReceipts(resources: object[]): void {
  const ends = resources.map((arn) => /log-group:.*$/.exec(JSON.stringify(arn))?.[0])
  expect(ends).toHaveLength(4)
  for (const end of ends)
    expect(end).toMatch(/\/DirectPublishToPhoneNumber(\/Failure)?(:\*)?"\]\]\}$/)
}
