import { describe, expect, it } from 'vitest'
import { readLogSubscription } from '../../local/read-triggers.ts'
import { type Resource, Template } from '../../local/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

const base = {
  Group: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: { 'Fn::Join': ['/', ['sns', { Ref: 'AWS::Region' }]] } },
  },
  Collect: { Type: 'AWS::Lambda::Function' },
}

describe('a subscription to a log group', () => {
  const subscription = (properties: object) => {
    const filter = {
      Type: 'AWS::Logs::SubscriptionFilter',
      Metadata: { 'aws:cdk:path': 'Reassort/Receipts/Good/Collect/Resource' },
      Properties: {
        LogGroupName: { Ref: 'Group' },
        DestinationArn: { 'Fn::GetAtt': ['Collect', 'Arn'] },
        FilterPattern: '',
        ...properties,
      },
    }
    const template = new Template({ Resources: { ...base, Filter: filter } }, place)
    const [found] = template.ofType('AWS::Logs::SubscriptionFilter') as [Resource]
    return readLogSubscription(template, found)
  }

  it('says whose lines go to which function', () => {
    expect(subscription({})).toEqual({
      name: 'Receipts-Good-Collect',
      logGroupName: 'sns/eu-west-3',
      functionName: 'Collect',
    })
  })

  it('that filters is an error that says so', () => {
    expect(() => subscription({ FilterPattern: 'ERROR' })).toThrow(
      'Filter: the local run filters no log',
    )
  })

  it('that leads elsewhere is an error that says so', () => {
    expect(() => subscription({ DestinationArn: 'arn:aws:kinesis:eu-west-3:0:stream/x' })).toThrow(
      'Filter: its target is not a function of the app',
    )
  })
})
