import { describe, expect, it } from 'vitest'
import { circularIn } from './dependencies.ts'
import { policiesIn, resourcesOf } from './templates.ts'
import { type Resource, templatesOf, withLongName } from './whole-app.ts'

// AWS enforces these limits only at deployment.

const stacks = Object.entries(templatesOf(withLongName))

const ofType = (type: string) =>
  stacks.flatMap(([stack, template]) =>
    resourcesOf(template, type).map(
      ([id, { Properties }]) => [`${stack}/${id}`, Properties] as [string, Resource['Properties']],
    ),
  )

/** Replaces values known only at deployment: no ARN or URL of ours is longer than 200 characters. */
function deployed(value: unknown, longest = 200): unknown {
  if (Array.isArray(value)) return value.map((one) => deployed(one, longest))
  if (typeof value !== 'object' || value === null) return value
  const [key = ''] = Object.keys(value)
  if (key === 'Ref' || key.startsWith('Fn::')) return 'x'.repeat(longest)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, deployed(one, longest)]),
  )
}

const bytesOf = (text: string) => Buffer.byteLength(text)

describe('CloudFormation accepts', () => {
  it.each(stacks)('the template of %s', (_, template) => {
    const { Resources, Outputs = {}, ...others } = template
    const { Parameters = {}, Mappings = {}, Description = '' } = others as Record<string, object>
    expect(bytesOf(JSON.stringify(template))).toBeLessThanOrEqual(1024 * 1024)
    // CloudFormation allows 500; the rest is headroom.
    expect(Object.keys(Resources).length).toBeLessThanOrEqual(390)
    expect(Object.keys(Outputs).length).toBeLessThanOrEqual(200)
    expect(Object.keys(Parameters).length).toBeLessThanOrEqual(200)
    expect(Object.keys(Mappings).length).toBeLessThanOrEqual(200)
    expect(bytesOf(String(Description))).toBeLessThanOrEqual(1024)
  })

  it.each(stacks)('the dependencies of %s, which form no circle', (_, template) => {
    expect(circularIn(template)).toEqual([])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
type Counted = [type: string, what: string, of: (one: any) => number, most: number]

const lengthOf = (value: unknown) => bytesOf(Object.entries(deployed(value ?? {}) as object).join())

const limits: Counted[] = [
  ['CloudFront::Function', 'bytes of code', (one) => bytesOf(one.FunctionCode), 10_240],
  ['Lambda::Function', 'bytes of variables', (one) => lengthOf(one.Environment?.Variables), 4096],
  ['Lambda::Function', 'letters', (one) => one.FunctionName?.length ?? 0, 64],
  ['Lambda::Function', 'megabytes', (one) => one.MemorySize ?? 128, 10_240],
  ['Lambda::Function', 'seconds', (one) => one.Timeout ?? 3, 900],
  ['Lambda::EventSourceMapping', 'batches at once', (one) => atOnce(one), 1000],
  ['Lambda::EventSourceMapping', 'messages of a batch', (one) => batchOf(one), 10],
  ['SQS::Queue', 'seconds of delay', (one) => one.DelaySeconds ?? 0, 900],
  ['SQS::Queue', 'seconds hidden', (one) => one.VisibilityTimeout ?? 30, 12 * 3600],
  ['SQS::Queue', 'seconds kept', (one) => one.MessageRetentionPeriod ?? 0, 14 * 24 * 3600],
  ['SQS::QueuePolicy', 'conditions', (one) => conditionsOf(one).length, 10],
  ['DynamoDB::Table', 'indexes', (one) => indexesOf(one).length, 20],
  ['DynamoDB::Table', 'attributes in indexes', (one) => projectedBy(one).length, 100],
  ['Events::Rule', 'characters of its pattern', (one) => patternOf(one).length, 2048],
  ['IAM::Role', 'characters of its trust policy', (one) => trustOf(one).length, 2048],
  ['CloudWatch::Alarm', 'metrics', (one) => metricsOf(one).length, 10],
  ['CloudWatch::Alarm', 'metrics and expressions', ({ Metrics = [] }) => Metrics.length, 20],
  ['CloudWatch::Alarm', 'searches', (one) => Number(/SEARCH/.test(JSON.stringify(one))), 0],
  ['CloudWatch::Alarm', 'letters of its description', (one) => descriptionOf(one).length, 1024],
]

const atOnce: Counted[2] = ({ ScalingConfig }) => ScalingConfig?.MaximumConcurrency ?? 2
/** A mapping that waits for its batch takes a thousand times as many. */
const batchOf: Counted[2] = ({ BatchSize, MaximumBatchingWindowInSeconds: waits = 0 }) =>
  waits > 0 ? BatchSize / 1000 : BatchSize
const conditionsOf = ({ PolicyDocument }: Resource['Properties']) =>
  PolicyDocument.Statement.flatMap(({ Condition = {} }) =>
    Object.values(Condition as object).flatMap(Object.keys),
  )
const indexesOf = ({ GlobalSecondaryIndexes = [] }): Resource['Properties'][] =>
  GlobalSecondaryIndexes
const projectedBy = (table: Resource['Properties']) =>
  indexesOf(table).flatMap(({ Projection }) => Projection.NonKeyAttributes ?? [])
/** The longest value in a pattern is the prefix of a secret's ARN. */
const patternOf = ({ EventPattern = {} }) => JSON.stringify(deployed(EventPattern, 90))
const metricsOf = ({ Metrics = [] }: Resource['Properties']) =>
  Metrics.filter(({ MetricStat }: Resource['Properties']) => MetricStat)
const trustOf = ({ AssumeRolePolicyDocument = {} }) =>
  JSON.stringify(deployed(AssumeRolePolicyDocument, 30))
const descriptionOf = ({ AlarmDescription = '' }) => String(deployed(AlarmDescription))

describe('AWS’s limits hold', () => {
  it.each(limits)('for each %s: %s', (type, _, of, most) => {
    const found = ofType(`AWS::${type}`)
    expect(found).not.toEqual([])
    expect(found.filter(([, properties]) => !(of(properties) <= most))).toEqual([])
  })

  const policies = stacks.flatMap(([stack, template]) =>
    [...policiesIn(template)].map(([role, documents]) => [`${stack}/${role}`, documents] as const),
  )
  it.each(policies)('for the policies of %s', (_, documents) => {
    const texts = documents.map((one) => JSON.stringify(deployed(one)))
    expect(texts.join('').length).toBeLessThanOrEqual(10_240)
  })

  it('for all routes', () => {
    for (const type of ['Route', 'Integration']) {
      expect(ofType(`AWS::ApiGatewayV2::${type}`).length).toBeLessThanOrEqual(300)
    }
  })
})

// API Gateway waits 30 s; longest-waits.test.ts plays the longest runs against these.
describe('the timeout of a function', () => {
  const timeoutsOf = (pattern: RegExp) =>
    ofType('AWS::Lambda::Function')
      .filter(([id]) => pattern.test(id))
      .map(([, { Timeout }]) => Timeout as number)

  it('is 25 s behind the API', () => {
    expect(new Set(timeoutsOf(/\/Api[A-Z]/))).toEqual(new Set([25]))
  })

  it('is 30 s for the sender of SMS', () => {
    expect(timeoutsOf(/SendIdentifier/)).toEqual([30])
  })
})
