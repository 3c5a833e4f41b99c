import { describe, expect, it } from 'vitest'
import { circularIn } from './dependencies.ts'
import { policiesIn } from './policies.ts'
import type { Resource } from './synthesised-template.ts'
import { everything, resourcesOf, staffWithDomain, templatesOf } from './whole-app.ts'

// What AWS refuses only when it is deployed, of an election that asks for all and has the longest name.

const longestName = `a${'b'.repeat(29)}`
const templates = templatesOf({ ...everything, staff: staffWithDomain, name: longestName })
const stacks = Object.entries(templates)

const ofType = (type: string) =>
  stacks.flatMap(([stack, template]) =>
    resourcesOf(template, type).map(
      ([id, { Properties }]) => [`${stack}/${id}`, Properties] as [string, Resource['Properties']],
    ),
  )

/** What stands for a value that is known at the deployment: no ARN or URL of ours is longer. */
const longestValue = 'x'.repeat(200)

/** As it is at the deployment, at most. */
function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed)
  if (typeof value !== 'object' || value === null) return value
  const [key = ''] = Object.keys(value)
  if (key === 'Ref' || key.startsWith('Fn::')) return longestValue
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deployed(one)]))
}

const bytesOf = (text: string) => Buffer.byteLength(text)

describe('CloudFormation takes', () => {
  it.each(stacks)('the template of %s', (_, template) => {
    const { Resources, Outputs = {}, ...others } = template
    const { Parameters = {}, Mappings = {}, Description = '' } = others as Record<string, object>
    expect(bytesOf(JSON.stringify(template))).toBeLessThanOrEqual(1024 * 1024)
    // Of 500: the rest is room for what comes.
    expect(Object.keys(Resources).length).toBeLessThanOrEqual(445)
    expect(Object.keys(Outputs).length).toBeLessThanOrEqual(200)
    expect(Object.keys(Parameters).length).toBeLessThanOrEqual(200)
    expect(Object.keys(Mappings).length).toBeLessThanOrEqual(200)
    expect(bytesOf(String(Description))).toBeLessThanOrEqual(1024)
  })

  it.each(stacks)('the order in which %s is made: nothing waits for itself', (_, template) => {
    expect(circularIn(template)).toEqual([])
  })

  it.each([
    { DependsOn: ['Role'] },
    { Properties: { Ref: 'Role' } },
    { Properties: [{ 'Fn::GetAtt': ['Role', 'Arn'] }] },
    { Properties: { 'Fn::Sub': `\${Role.Arn}` } },
    { Properties: { 'Fn::Sub': ['', { arn: { Ref: 'Role' } }] } },
  ])('no queue that waits for the role that waits for it: %j', (waits) => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: {} }
    const role = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ Ref: 'Queue' }] } }
    const both = (changes = {}) => ({ Resources: { Queue: { ...queue, ...changes }, Role: role } })
    expect(circularIn(both())).toEqual([])
    expect(circularIn(both(waits))).toEqual(['Queue', 'Role'])
  })
})

const lambdas = ofType('AWS::Lambda::Function')

describe('Lambda takes', () => {
  it.each(lambdas)('%s', (_, { Environment, FunctionName = '', MemorySize = 128, Timeout = 3 }) => {
    const variables = Object.entries(deployed(Environment?.Variables ?? {}) as object)
    expect(bytesOf(variables.flat().join(''))).toBeLessThanOrEqual(4096)
    expect(FunctionName.length).toBeLessThanOrEqual(64)
    expect(MemorySize).toBeGreaterThanOrEqual(128)
    expect(MemorySize).toBeLessThanOrEqual(10_240)
    expect(Timeout).toBeLessThanOrEqual(900)
  })

  it.each(ofType('AWS::Lambda::EventSourceMapping'))(
    'the queue or stream of %s',
    (_, properties) => {
      const { ScalingConfig = { MaximumConcurrency: 2 }, BatchSize } = properties
      const { MaximumBatchingWindowInSeconds = 0 } = properties
      expect(ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      expect(ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(1000)
      expect(BatchSize).toBeLessThanOrEqual(MaximumBatchingWindowInSeconds > 0 ? 10_000 : 10)
    },
  )
})

// API Gateway waits for 30 s; test/adapters/longest-waits.test.ts plays what lasts longest against these.
describe('a function has the time that its calls may take:', () => {
  const timeoutsOf = (pattern: RegExp) =>
    lambdas.filter(([id]) => pattern.test(id)).map(([, { Timeout }]) => Timeout as number)

  it('25 s behind the API', () => {
    expect(new Set(timeoutsOf(/\/Api[A-Z]/))).toEqual(new Set([25]))
  })

  it('30 s for who sends the SMS', () => {
    expect(timeoutsOf(/SendIdentifier/)).toEqual([30])
  })
})

describe('SQS takes', () => {
  it.each(ofType('AWS::SQS::Queue'))('%s', (_, properties) => {
    const { QueueName = '', DelaySeconds = 0, VisibilityTimeout = 30 } = properties
    expect(QueueName.length).toBeLessThanOrEqual(80)
    expect(DelaySeconds).toBeLessThanOrEqual(900)
    expect(VisibilityTimeout).toBeLessThanOrEqual(12 * 3600)
    expect(properties.MessageRetentionPeriod ?? 0).toBeLessThanOrEqual(14 * 24 * 3600)
  })
})

describe('DynamoDB takes', () => {
  it.each(ofType('AWS::DynamoDB::Table'))('%s', (_, { GlobalSecondaryIndexes = [] }) => {
    const projected = GlobalSecondaryIndexes.flatMap(
      ({ Projection }: { Projection: { NonKeyAttributes?: string[] } }) =>
        Projection.NonKeyAttributes ?? [],
    )
    expect(GlobalSecondaryIndexes.length).toBeLessThanOrEqual(20)
    expect(projected.length).toBeLessThanOrEqual(100)
  })
})

describe('IAM takes', () => {
  const policies = stacks.flatMap(([stack, template]) =>
    [...policiesIn(template)].map(([role, documents]) => [`${stack}/${role}`, documents] as const),
  )

  it.each(policies)('the policies of %s', (_, documents) => {
    const texts = documents.map((one) => JSON.stringify(deployed(one)))
    expect(texts.join('').length).toBeLessThanOrEqual(10_240)
  })

  it.each(ofType('AWS::IAM::Role'))('the name of %s', (_, { RoleName = '' }) => {
    expect(RoleName.length).toBeLessThanOrEqual(64)
  })
})

describe('CloudWatch and EventBridge take', () => {
  it.each(ofType('AWS::CloudWatch::Alarm'))(
    '%s',
    (_, { AlarmName = '', AlarmDescription = '' }) => {
      expect(AlarmName.length).toBeLessThanOrEqual(255)
      expect(String(deployed(AlarmDescription)).length).toBeLessThanOrEqual(1024)
    },
  )

  it.each(ofType('AWS::Events::Rule'))('%s', (_, { Name = '' }) => {
    expect(Name.length).toBeLessThanOrEqual(64)
  })
})

describe('API Gateway takes', () => {
  it('all the routes', () => {
    expect(ofType('AWS::ApiGatewayV2::Route').length).toBeLessThanOrEqual(300)
    expect(ofType('AWS::ApiGatewayV2::Integration').length).toBeLessThanOrEqual(300)
  })
})
