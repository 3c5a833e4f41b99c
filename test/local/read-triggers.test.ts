import { describe, expect, it } from 'vitest'
import { readTopicSubscription } from '../../local/app/read-triggers.ts'
import { type Resource, Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

describe('a subscription to a topic', () => {
  const subscription = (properties: object) => {
    const Properties = {
      Protocol: 'sqs',
      TopicArn: { 'Fn::Join': [':', ['arn', 'receipts']] },
      Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      RawMessageDelivery: true,
      ...properties,
    }
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'receipts' } },
      Added: { Type: 'AWS::SNS::Subscription', Properties },
    }
    const template = new Template({ Resources }, place)
    return readTopicSubscription(template, template.ofType('AWS::SNS::Subscription')[0] as Resource)
  }

  it('says which queue gets what is published to which topic', () => {
    expect(subscription({})).toEqual([
      {
        topicName: 'receipts',
        topicArn: 'arn:receipts',
        queueArn: 'arn:aws:sqs:eu-west-3:000000000000:receipts',
      },
    ])
  })

  it('by e-mail leads nowhere: no e-mail of an alarm leaves a local run', () => {
    expect(subscription({ Protocol: 'email', Endpoint: 'team@elections.example' })).toEqual([])
  })

  it.each([
    ['wraps its messages', { RawMessageDelivery: undefined }],
    ['filters them', { FilterPolicy: { failure: ['unknown'] } }],
    ['leads to no queue', { Protocol: 'lambda' }],
  ])('that %s is an error that says so', (_, properties) => {
    expect(() => subscription(properties)).toThrow(
      'Added: the local run hands raw messages to queues only, all of them',
    )
  })
})
