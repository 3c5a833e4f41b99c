import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { describe, expect, it } from 'vitest'
import { readApp } from '../../local/app/read-app.ts'
import { readLogSubscriptions } from '../../local/app/read-sms-attributes.ts'
import { readTopicSubscription } from '../../local/app/read-triggers.ts'
import { type Resource, Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
const assemblyOf = (...templates: object[]) =>
  ({
    stacks: templates.map((template, index) => ({ stackName: `Stack${index}`, template })),
  }) as unknown as CloudAssembly

it.each(['AWS::StepFunctions::StateMachine', 'AWS::SQS::Unheard', 'Custom::AwsCall'])(
  'an app with a resource of a type that the local run does not know is refused: %s',
  (Type) => {
    const template = { Resources: { Secrets: { Type: 'AWS::SQS::Queue' }, Added: { Type } } }
    expect(() => readApp(assemblyOf(template), place)).toThrow(
      `Added: the local run does not know what ${Type} does`,
    )
  },
)

it('an app of several services, or of none, is refused', () => {
  const api = { Resources: { Api: { Type: 'AWS::ApiGatewayV2::Api' } } }
  const assembly = assemblyOf(api, { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }, api)
  expect(() => readApp(assembly, place)).toThrow('exactly one service')
  expect(() => readApp(assemblyOf({}), place)).toThrow('exactly one service')
  expect(() => readApp(assemblyOf(), place)).toThrow('exactly one service')
})

const policy = (identifiers: string[], operation: object) =>
  JSON.stringify({
    Configuration: { CustomDataIdentifier: [{ Name: 'Digits', Regex: '[0-9]{3,}' }] },
    Statement: [{ DataIdentifier: identifiers, Operation: operation }],
  })
const hiding = { Deidentify: { MaskConfig: {} } }

function reading(changes: object = {}): [Template, Resource] {
  const Properties = {
    Attributes: { DefaultSMSType: 'Transactional', Role: { 'Fn::GetAtt': ['Writer', 'Arn'] } },
    LogGroupNames: [{ 'Fn::Join': ['/', ['sns', { Ref: 'AWS::Region' }]] }, 'sns/other'],
    FilterName: 'receipts',
    Collector: { 'Fn::GetAtt': ['Collect', 'Arn'] },
    MaskingPolicy: policy(['Digits'], hiding),
    ...changes,
  }
  const Resources = {
    Writer: { Type: 'AWS::IAM::Role' },
    Collect: { Type: 'AWS::Lambda::Function' },
    Set: { Type: 'Custom::SmsAttributes', Properties },
  }
  const template = new Template({ Resources }, place)
  return [template, template.ofType('Custom::SmsAttributes')[0] as Resource]
}

describe('a log group of receipts', () => {
  it('hides nothing when the policy only looks', () => {
    const MaskingPolicy = policy(['Digits'], { Audit: {} })
    expect(readLogSubscriptions(...reading({ MaskingPolicy }))[0]?.hidden).toEqual([])
  })

  it('that hides what only AWS knows is an error that says so', () => {
    const MaskingPolicy = policy(['PhoneNumber-FR'], hiding)
    expect(() => readLogSubscriptions(...reading({ MaskingPolicy }))).toThrow(
      'The local run does not know what PhoneNumber-FR is',
    )
  })

  it('that leads elsewhere is an error that says so', () => {
    const Collector = 'arn:aws:lambda:eu-west-3:000000000000:function:elsewhere'
    expect(() => readLogSubscriptions(...reading({ Collector }))).toThrow(
      'Set: its target is not a function of the app',
    )
  })
})

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
