import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { type Distribution, readDistribution } from './cloudfront-distribution.ts'
import { type Place, type Resource, Template } from './template.ts'

export interface LocalFunction {
  name: string
  arn: string
  /** File that holds the handler, and the name that it exports. */
  file: string
  export: string
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMegabytes: number
  /** What its role may do. */
  statements: Statement[]
}

/** One statement of a policy, as IAM reads it. */
export interface Statement {
  Effect: string
  Action: string | string[]
  Resource?: string | string[]
  NotResource?: string | string[]
  Condition?: Record<string, Record<string, string>>
}

export interface Route {
  key: string
  functionName: string
}

export interface Queue {
  name: string
  url: string
  arn: string
  attributes: Record<string, string>
}

export interface QueueConsumer {
  queue: Queue
  functionName: string
  batchSize: number
  maximumConcurrency: number
  reportsItemFailures: boolean
}

export interface Schedule {
  name: string
  arn: string
  expression: string
  functionName: string
  input: unknown
}

/** A function that is handed what is written to a log group. */
export interface LogSubscription {
  name: string
  logGroupName: string
  functionName: string
}

export interface Table {
  name: string
  definition: CreateTableCommandInput
  ttlAttribute: string | undefined
}

export interface SecretDefinition {
  name: string
  arn: string
  passwordLength: number
}

export interface SynthesisedApp {
  place: Place
  functions: LocalFunction[]
  api: { domainName: string; routes: Route[] }
  queues: Queue[]
  consumers: QueueConsumer[]
  schedules: Schedule[]
  logSubscriptions: LogSubscription[]
  /** What the deployment sets with SNS SetSMSAttributes. */
  smsAttributes: Record<string, string>
  tables: Table[]
  secrets: SecretDefinition[]
  distribution: Distribution | undefined
  /** Directories deployed to each bucket, in the order of deployment. */
  sites: { bucket: string; directory: string; headers: Record<string, string> }[]
}

/** Types that the local run reads. */
const emulated = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'Custom::CDKBucketDeployment',
  'Custom::SmsAttributes',
]

/** Types with no effect on what a voter sees in a local run: rights, alarms, deployment. */
const withoutLocalEffect = [
  /^AWS::(IAM|CloudWatch|Logs|KMS|SES|WAFv2|Budgets)::/,
  /^AWS::CDK::Metadata$/,
  /^AWS::CloudFront::OriginAccessControl$/,
  /^AWS::Lambda::(LayerVersion|Permission)$/,
  /^AWS::SNS::(Topic|TopicPolicy|Subscription)$/,
  /^AWS::SQS::QueuePolicy$/,
  /^Custom::(S3AutoDeleteObjects|LogRetention)$/,
]

/** Reads the one stack of a cloud assembly as what it makes run. */
export function readApp(assembly: CloudAssembly, place: Place): SynthesisedApp {
  const [stack, ...others] = assembly.stacks
  if (!stack || others.length > 0) throw new Error('The local run runs exactly one stack')
  const template = new Template(stack.template, place)
  for (const { id, type } of template.resources) {
    if (!emulated.includes(type) && !withoutLocalEffect.some((known) => known.test(type))) {
      throw new Error(`${id}: the local run does not know what ${type} does`)
    }
  }
  const assets = readAssets(assembly.directory, stack.id)
  const queues = template.ofType('AWS::SQS::Queue').map((queue) => readQueue(template, queue))
  const routes = readRoutes(template)
  const consumers = template
    .ofType('AWS::Lambda::EventSourceMapping')
    .map((mapping) => readConsumer(template, mapping, queues))
  const schedules = template.ofType('AWS::Events::Rule').flatMap((rule) => readRule(template, rule))
  const logSubscriptions = template
    .ofType('AWS::Logs::SubscriptionFilter')
    .map((filter) => readLogSubscription(template, filter))
  // Functions that nothing calls are CDK's own, which run once at deployment.
  const called = new Set(
    [...routes, ...consumers, ...schedules, ...logSubscriptions].map((one) => one.functionName),
  )
  return {
    place,
    functions: template
      .ofType('AWS::Lambda::Function')
      .filter((resource) => called.has(template.attribute(resource)))
      .map((resource) => readFunction(template, resource, assets)),
    api: { domainName: apiDomainName(template), routes },
    queues,
    consumers,
    schedules,
    logSubscriptions,
    smsAttributes: readSmsAttributes(template),
    tables: template
      .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .map((table) => readTable(template, table)),
    secrets: template
      .ofType('AWS::SecretsManager::Secret')
      .map((secret) => readSecret(template, secret)),
    distribution: readDistribution(template),
    sites: template
      .ofType('Custom::CDKBucketDeployment')
      .flatMap((deployment) => readDeployment(template, deployment, assets)),
  }
}

/** Asset directories by object key. */
function readAssets(directory: string, stackId: string): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(directory, `${stackId}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string } }>
  }
  return new Map(
    Object.entries(manifest.files).map(([hash, { source }]) => [
      `${hash}.zip`,
      join(directory, source.path),
    ]),
  )
}

function readFunction(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): LocalFunction {
  const code = template.property(resource, 'Code') as { S3Key?: string }
  const directory = assets.get(String(code.S3Key))
  if (!directory) throw new Error(`${resource.id}: its code is not an asset of the app`)
  const [module, exported] = String(resource.properties.Handler).split('.')
  const file = ['mjs', 'js', 'cjs']
    .map((extension) => join(directory, `${module}.${extension}`))
    .find((candidate) => existsSync(candidate))
  if (!file || !exported) {
    throw new Error(`${resource.id}: no file for handler ${resource.properties.Handler}`)
  }
  const environment = template.property(resource, 'Environment') as
    | { Variables?: Record<string, unknown> }
    | undefined
  return {
    name: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    file,
    export: exported,
    environment: Object.fromEntries(
      Object.entries(environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    timeoutSeconds: Number(resource.properties.Timeout ?? 3),
    memoryMegabytes: Number(resource.properties.MemorySize ?? 128),
    statements: statementsOf(template, template.property(resource, 'Role')),
  }
}

function statementsOf(template: Template, roleArn: unknown): Statement[] {
  const role = template
    .ofType('AWS::IAM::Role')
    .find((candidate) => template.attribute(candidate, 'Arn') === roleArn)
  if (!role) return []
  const name = template.attribute(role)
  return template
    .ofType('AWS::IAM::Policy')
    .filter((policy) => (template.property(policy, 'Roles') as string[]).includes(name))
    .flatMap(
      (policy) =>
        (template.property(policy, 'PolicyDocument') as { Statement: Statement[] }).Statement,
    )
}

/** Name of the function whose ARN is (or is within) a target. */
function targetFunction(template: Template, target: unknown, where: string): string {
  const found = template
    .ofType('AWS::Lambda::Function')
    .find((candidate) => String(target).split('/').includes(template.attribute(candidate, 'Arn')))
  if (!found) throw new Error(`${where}: its target is not a function of the app (${target})`)
  return template.attribute(found)
}

function apiDomainName(template: Template): string {
  const [api, ...others] = template.ofType('AWS::ApiGatewayV2::Api')
  if (!api) return ''
  if (others.length > 0) throw new Error('The local run serves one HTTP API only')
  for (const stage of template.ofType('AWS::ApiGatewayV2::Stage')) {
    if (stage.properties.StageName !== '$default') {
      throw new Error(`${stage.id}: the local run serves the stage $default only`)
    }
  }
  return new URL(template.attribute(api, 'ApiEndpoint')).hostname
}

function readRoutes(template: Template): Route[] {
  const integrations = new Map(
    template
      .ofType('AWS::ApiGatewayV2::Integration')
      .map((integration) => [`integrations/${template.attribute(integration)}`, integration]),
  )
  return template.ofType('AWS::ApiGatewayV2::Route').map((route) => {
    const integration = integrations.get(String(template.property(route, 'Target')))
    if (!integration) throw new Error(`${route.id}: this route leads to no integration`)
    if (integration.properties.PayloadFormatVersion !== '2.0') {
      throw new Error(`${integration.id}: the local run speaks payload format 2.0 only`)
    }
    const uri = template.property(integration, 'IntegrationUri')
    return {
      key: String(template.property(route, 'RouteKey')),
      functionName: targetFunction(template, uri, integration.id),
    }
  })
}

function readQueue(template: Template, resource: Resource): Queue {
  const attributes = [
    'DelaySeconds',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'VisibilityTimeout',
  ].flatMap((name) => {
    const value = template.property(resource, name)
    if (value === undefined) return []
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
  })
  if (resource.properties.FifoQueue) {
    throw new Error(`${resource.id}: the local run does not run FIFO queues`)
  }
  return {
    name: template.attribute(resource, 'QueueName'),
    url: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    attributes: Object.fromEntries(attributes),
  }
}

function readConsumer(template: Template, mapping: Resource, queues: Queue[]): QueueConsumer {
  const source = template.property(mapping, 'EventSourceArn')
  const queue = queues.find(({ arn }) => arn === source)
  if (!queue) throw new Error(`${mapping.id}: the local run reads queues only, not ${source}`)
  if (mapping.properties.FilterCriteria || mapping.properties.Enabled === false) {
    throw new Error(`${mapping.id}: the local run neither filters nor disables a mapping`)
  }
  const batchSize = Number(mapping.properties.BatchSize ?? 10)
  if (batchSize > 10 || mapping.properties.MaximumBatchingWindowInSeconds) {
    throw new Error(`${mapping.id}: the local run gathers no batches, it takes 10 messages at most`)
  }
  const functionName = String(template.property(mapping, 'FunctionName'))
  const scaling = mapping.properties.ScalingConfig as { MaximumConcurrency?: number } | undefined
  const responseTypes = (mapping.properties.FunctionResponseTypes ?? []) as string[]
  return {
    queue,
    functionName: functionName.split(':').at(-1) ?? functionName,
    batchSize,
    // Lambda starts with five pollers for a queue.
    maximumConcurrency: scaling?.MaximumConcurrency ?? 5,
    reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
  }
}

function readRule(template: Template, rule: Resource): Schedule[] {
  const expression = template.property(rule, 'ScheduleExpression')
  if (typeof expression !== 'string') {
    throw new Error(`${rule.id}: the local run runs rules with a schedule only`)
  }
  const targets = (template.property(rule, 'Targets') ?? []) as { Arn: string; Input?: string }[]
  return targets.map(({ Arn, Input }) => ({
    name: template.nameOf(rule),
    arn: `arn:aws:events:${template.place.region}:${template.place.accountId}:rule/${template.nameOf(rule)}`,
    expression,
    functionName: targetFunction(template, Arn, rule.id),
    input: Input === undefined ? undefined : JSON.parse(Input),
  }))
}

export function readLogSubscription(template: Template, filter: Resource): LogSubscription {
  if (filter.properties.FilterPattern) {
    throw new Error(`${filter.id}: the local run filters no log`)
  }
  return {
    name: template.nameOf(filter),
    logGroupName: String(template.property(filter, 'LogGroupName')),
    functionName: targetFunction(template, template.property(filter, 'DestinationArn'), filter.id),
  }
}

/** What CDK's custom resource calls the SDK with, at the first deployment and at the next ones. */
export function readSmsAttributes(template: Template): Record<string, string> {
  const calls = template
    .ofType('Custom::SmsAttributes')
    .flatMap((resource) => ['Create', 'Update'].map((on) => readSmsCall(template, resource, on)))
  const [attributes = {}, ...others] = calls
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(attributes))) {
    throw new Error('The SMS attributes depend on when they are set: the local run cannot tell')
  }
  return attributes
}

function readSmsCall(template: Template, resource: Resource, on: string): Record<string, string> {
  const { service, action, parameters } = JSON.parse(
    String(template.property(resource, on) ?? '{}'),
  ) as {
    service?: string
    action?: string
    parameters?: { attributes: Record<string, string> }
  }
  if (service === 'SNS' && action === 'setSMSAttributes' && parameters) return parameters.attributes
  throw new Error(`${resource.id}: the local run does not know ${service} ${action} on ${on}`)
}

function readTable(template: Template, resource: Resource): Table {
  const property = (name: string) => template.property(resource, name)
  const indexes = (kind: string) =>
    (property(kind) as Record<string, unknown>[] | undefined)?.map(
      ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
    )
  const global = indexes('GlobalSecondaryIndexes')
  const local = indexes('LocalSecondaryIndexes')
  const ttl = property('TimeToLiveSpecification') as
    | { AttributeName: string; Enabled: boolean }
    | undefined
  return {
    name: template.attribute(resource),
    definition: {
      TableName: template.attribute(resource),
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: property('KeySchema'),
      AttributeDefinitions: property('AttributeDefinitions'),
      ...(global && { GlobalSecondaryIndexes: global }),
      ...(local && { LocalSecondaryIndexes: local }),
    } as CreateTableCommandInput,
    ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
  }
}

function readSecret(template: Template, resource: Resource): SecretDefinition {
  const generated = template.property(resource, 'GenerateSecretString') as
    | { PasswordLength?: number; SecretStringTemplate?: string }
    | undefined
  if (!generated || generated.SecretStringTemplate) {
    throw new Error(`${resource.id}: the local run makes plain generated secrets only`)
  }
  return {
    name: template.nameOf(resource),
    arn: template.attribute(resource),
    passwordLength: generated.PasswordLength ?? 32,
  }
}

function readDeployment(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): SynthesisedApp['sites'] {
  for (const unsupported of ['Include', 'Exclude', 'DestinationBucketKeyPrefix']) {
    if (resource.properties[unsupported]) {
      throw new Error(`${resource.id}: the local run does not emulate ${unsupported}`)
    }
  }
  const keys = template.property(resource, 'SourceObjectKeys') as string[]
  return keys.map((key) => {
    const directory = assets.get(key)
    if (!directory) throw new Error(`${resource.id}: no asset of the app is named ${key}`)
    return {
      bucket: String(template.property(resource, 'DestinationBucketName')),
      directory,
      headers: (template.property(resource, 'SystemMetadata') ?? {}) as Record<string, string>,
    }
  })
}
