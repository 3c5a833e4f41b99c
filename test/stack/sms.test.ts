import { describe, expect, it } from 'vitest'
import { readReceipts } from '../../functions/collect-receipts/collect-receipts.ts'
import { dependenciesOf } from './dependencies.ts'
import { election } from './local-app.ts'
import {
  idOf,
  ofType,
  policiesOf,
  type Resource,
  smsTemplate,
  template,
  withoutHash,
  writersTo,
} from './synthesised-template.ts'

const [[attributesId, attributes]] = ofType('Custom::SmsAttributes', smsTemplate) as [
  [string, Resource],
]
const { Properties: set } = attributes
const functionIn = (reference: object) => withoutHash(String(idOf(reference)))

const logGroup = (end: string) => ({
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

describe('the receipts of the SMS', () => {
  it('are written to the two log groups that SNS knows, kept for one day, and all collected', () => {
    expect(set.LogGroupNames).toEqual([logGroup(''), logGroup('/Failure')])
    expect(set.RetentionInDays).toBe(1)
    expect(functionIn(set.Collector)).toBe('CollectReceipts')
  })

  it('are asked of SNS, which is told nothing that is one election’s', () => {
    expect(set.Attributes).toEqual({
      DefaultSMSType: 'Transactional',
      DeliveryStatusIAMRole: { 'Fn::GetAtt': [expect.stringMatching(/^SmsLogWriter/), 'Arn'] },
      DeliveryStatusSuccessSamplingRate: '100',
    })
  })

  it('are asked for once the rights that SNS and CloudWatch try are there', () => {
    const before = dependenciesOf(smsTemplate, attributesId).map(withoutHash)
    for (const needed of [
      'SmsLogWriter',
      'SetSmsAttributesRole',
      'CollectReceiptsSuccesses',
      'CollectReceiptsFailures',
    ]) {
      expect(before).toContain(needed)
    }
    // No right comes later than its role.
    expect(ofType('AWS::IAM::Policy', smsTemplate)).toEqual([])
  })

  it('are written by SNS alone, for this account alone, and it may write nothing else', () => {
    const [, role] = ofType('AWS::IAM::Role', smsTemplate).find(
      ([id]) => withoutHash(id) === 'SmsLogWriter',
    ) as [string, Resource]
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

  it('cost one wildcard, at deployment only: AWS knows no resource for the SMS attributes', () => {
    const statements = policiesOf('SetSmsAttributesRole', smsTemplate)
    const wide = statements.filter(({ Resource }) => Resource === '*')
    expect(wide).toEqual([
      {
        Action: ['sns:GetSMSAttributes', 'sns:SetSMSAttributes'],
        Effect: 'Allow',
        Resource: '*',
      },
    ])
    const [passing] = statements.filter(({ Action }) => Action === 'iam:PassRole')
    expect(functionIn(passing.Resource)).toBe('SmsLogWriter')
    const [logs] = statements.filter(
      ({ Action }) => Array.isArray(Action) && Action.includes('logs:PutSubscriptionFilter'),
    )
    // With the stack, the subscription goes too: each group has room for two.
    expect(logs.Action).toContain('logs:DeleteSubscriptionFilter')
    expectOfReceipts(logs.Resource)
  })

  it('reach the collector from those two log groups of this account alone', () => {
    const permissions = ofType('AWS::Lambda::Permission', smsTemplate)
    expect(permissions).toHaveLength(2)
    for (const [, { Properties }] of permissions) {
      expect(Properties.Principal).toBe('logs.amazonaws.com')
      expect(Properties.SourceAccount).toEqual({ Ref: 'AWS::AccountId' })
      expect(JSON.stringify(Properties.SourceArn)).toMatch(/DirectPublishToPhoneNumber/)
    }
  })

  it('come to an election by a topic, as they were published, and from nowhere else', () => {
    const [subscription] = ofType('AWS::SNS::Subscription').filter(
      ([, { Properties }]) => Properties.Protocol === 'sqs',
    )
    const { queueId, writers } = writersTo('ReceiptQueue')
    const topic = { 'Fn::Join': ['', expect.arrayContaining([':reassort-receipts'])] }
    expect(subscription?.[1].Properties).toEqual({
      Protocol: 'sqs',
      RawMessageDelivery: true,
      Region: { Ref: 'AWS::Region' },
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

describe('CloudWatch', () => {
  const policy = JSON.parse(set.MaskingPolicy)
  const [{ Regex }] = policy.Configuration.CustomDataIdentifier
  // What CloudWatch shows, and hands to subscriptions, of a line that it must hide something of.
  const masked = (line: string) =>
    line.replace(new RegExp(Regex, 'g'), (found) => '*'.repeat(found.length))

  const line = (destination: string, messageId: string) =>
    JSON.stringify({
      notification: { messageId, timestamp: '2016-06-28 00:40:34.558' },
      delivery: { destination, providerResponse: 'Message has been accepted by phone carrier' },
      status: 'SUCCESS',
    })

  it('is told both to find and to hide, with letters and signs that it takes', () => {
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
    // Its last part is all digits: a rule that took it for a number would lose the receipt.
    const messageId = '34d9b400-c6dd-5444-8201-612345678901'
    const message = masked(line(destination, messageId))
    expect(JSON.parse(message).delivery.destination).toMatch(/^\*+$/)
    const logEvents = [{ id: '1', timestamp: 1_467_074_434_558, message }]
    expect(readReceipts({ messageType: 'DATA_MESSAGE', logEvents })).toEqual({
      receipts: [{ messageId, at: new Date(1_467_074_434_558) }],
      unreadable: 0,
    })
  })
})

describe('the spend limit', () => {
  it('is told of at half of it and at four fifths, where the election names it', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties.MetricName === 'SMSMonthToDateSpentUSD',
    )
    const limit = election.smsMonthlySpendUsd
    expect(alarms.map(([, { Properties }]) => Properties.Threshold)).toEqual([
      0.5 * limit,
      0.8 * limit,
    ])
    for (const [, { Properties }] of alarms) {
      expect(Properties).toMatchObject({
        Namespace: 'AWS/SNS',
        Statistic: 'Maximum',
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      })
    }
  })

  it('is the election’s to raise, through the function that never lowers it', () => {
    const [[, { Properties }]] = ofType('Custom::SmsSpendLimit') as [[string, Resource]]
    expect(Properties.AtLeastUsd).toBe(election.smsMonthlySpendUsd)
    expect(JSON.stringify(Properties.ServiceToken)).toContain('reassort-set-sms-attributes')
    const setters = ofType('AWS::Lambda::Function', smsTemplate).filter(
      ([, one]) => one.Properties.FunctionName === 'reassort-set-sms-attributes',
    )
    expect(setters).toHaveLength(1)
    expect(JSON.stringify([smsTemplate, template])).not.toContain('MonthlySpendLimit')
  })
})

function expectOfReceipts(resources: object[]): void {
  const ends = resources.map((arn) => /log-group:.*$/.exec(JSON.stringify(arn))?.[0])
  expect(ends).toHaveLength(4)
  for (const end of ends)
    expect(end).toMatch(/\/DirectPublishToPhoneNumber(\/Failure)?(:\*)?"\]\]\}$/)
}
