import { describe, expect, it } from 'vitest'
import { servedLocally } from '../../local/run.ts'
import { readLogSubscription, readSmsAttributes } from '../../local/synthesised-app.ts'
import { type Resource, Template } from '../../local/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

const base = {
  Group: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: { 'Fn::Join': ['/', ['sns', { Ref: 'AWS::Region' }]] } },
  },
  Collect: { Type: 'AWS::Lambda::Function' },
  Writer: { Type: 'AWS::IAM::Role' },
}

const templateOf = (resources: object) => new Template({ Resources: resources }, place)

describe('a subscription to a log group', () => {
  const subscription = (properties: object) => {
    const template = templateOf({
      ...base,
      Filter: {
        Type: 'AWS::Logs::SubscriptionFilter',
        Metadata: { 'aws:cdk:path': 'Reassort/Receipts/Good/Collect/Resource' },
        Properties: {
          LogGroupName: { Ref: 'Group' },
          DestinationArn: { 'Fn::GetAtt': ['Collect', 'Arn'] },
          FilterPattern: '',
          ...properties,
        },
      },
    })
    const [filter] = template.ofType('AWS::Logs::SubscriptionFilter') as [Resource]
    return readLogSubscription(template, filter)
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

describe('the SMS attributes', () => {
  const call = (over: object = {}) => ({
    'Fn::Join': [
      '',
      [
        '{"service":"SNS","action":"setSMSAttributes","parameters":{"attributes":{"DeliveryStatusIAMRole":"',
        { 'Fn::GetAtt': ['Writer', 'Arn'] },
        `","DefaultSMSType":"Transactional"}},${JSON.stringify({ x: 1, ...over }).slice(1)}`,
      ],
    ],
  })
  const attributesOf = (Create: unknown, Update: unknown) =>
    readSmsAttributes(
      templateOf({
        ...base,
        Attributes: { Type: 'Custom::SmsAttributes', Properties: { Create, Update } },
      }),
    )

  it('are what the custom resource calls SNS with', () => {
    expect(attributesOf(call(), call())).toEqual({
      DefaultSMSType: 'Transactional',
      DeliveryStatusIAMRole: 'arn:aws:iam::000000000000:role/Writer',
    })
  })

  it('are none when nothing sets them', () => {
    expect(readSmsAttributes(templateOf(base))).toEqual({})
  })

  it('that change from one deployment to the next, or come of another call, are errors', () => {
    const other = call({ parameters: { attributes: {} } })
    expect(() => attributesOf(call(), other)).toThrow('depend on when they are set')
    expect(() => attributesOf(call(), undefined)).toThrow('does not know undefined undefined on Up')
    expect(() => attributesOf(call({ action: 'publish' }), call())).toThrow('SNS publish on Create')
  })
})

describe('what the functions know of the pages', () => {
  const siteUrl = 'http://localhost:9080'
  const sender = {
    name: 'Mail',
    arn: 'arn',
    file: 'index.mjs',
    export: 'handler',
    timeoutSeconds: 20,
    statements: [],
    memoryMegabytes: 512,
    environment: {
      SITE_URL: 'https://site-distribution.cloudfront.net',
      LINKS:
        'https://site-distribution.cloudfront.net/a,https://site-distribution.cloudfront.net/b',
      QUEUE_URL: 'http://sqs/000000000000/Sms',
    },
  }

  it('is where the local run serves them, wherever it stands in whichever variable', () => {
    const distribution = { domainName: 'site-distribution.cloudfront.net', behaviours: [] }
    const { functions } = servedLocally({ functions: [sender], distribution }, siteUrl)
    expect(functions[0]).toEqual({
      ...sender,
      environment: {
        SITE_URL: siteUrl,
        LINKS: `${siteUrl}/a,${siteUrl}/b`,
        QUEUE_URL: 'http://sqs/000000000000/Sms',
      },
    })
  })

  it('stays as it is when the app has no pages', () => {
    const app = { functions: [sender], distribution: undefined }
    expect(servedLocally(app, siteUrl)).toEqual(app)
  })
})
