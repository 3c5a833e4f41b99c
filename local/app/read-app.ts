import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { readDistributions } from './cloudfront-distribution.ts'
import { readFunction } from './read-functions.ts'
import { readLogSubscriptions, readSmsAttributes } from './read-sms-attributes.ts'
import {
  readLockedBucket,
  readQueue,
  readSecret,
  readSigningKey,
  readTable,
} from './read-stores.ts'
import {
  readApi,
  readConsumer,
  readEventRule,
  readFunctionUrl,
  readMailEventTypes,
  readSchedule,
  readStreamConsumer,
  readTopicSubscription,
} from './read-triggers.ts'
import type { AlarmDefinition } from './synthesised-app.ts'
import { type Place, type Resource, Template } from './template.ts'

const emulated = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::KMS::Key',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Url',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'Custom::CDKBucketDeployment',
  'Custom::SmsAttributes',
]

/** Types with no effect on a local run: rights, deployment, a dashboard that nobody opens. */
const withoutLocalEffect = [
  /^AWS::(Backup|IAM)::/,
  /^AWS::KMS::Alias$/,
  /^AWS::CloudWatch::Dashboard$/,
  /^AWS::SES::EmailIdentity$/,
  /^AWS::Logs::(LogGroup|QueryDefinition)$/,
  /^AWS::CloudFront::OriginAccessControl$/,
  /^AWS::Lambda::(LayerVersion|Permission|Version)$/,
  /^AWS::Route53::RecordSet$/,
  /^AWS::(CodeDeploy|CloudTrail)::/,
  /^AWS::(S3::BucketPolicy|SNS::TopicPolicy|SQS::QueuePolicy)$/,
  /^Custom::(S3AutoDeleteObjects|SmsSpendLimit)$/,
]

export function readApp(assembly: CloudAssembly, place: Place) {
  const stacks = new Map<string, Template>()
  for (const { stackName, template } of assembly.stacks) {
    stacks.set(stackName, new Template(template, place, stacks, stackName))
  }
  const templates = [...stacks.values()]
  for (const { id, type } of templates.flatMap(({ resources }) => resources)) {
    if (!emulated.includes(type) && !withoutLocalEffect.some((known) => known.test(type))) {
      throw new Error(`${id}: the local run does not know what ${type} does`)
    }
  }
  const [main, ...others] = templates.filter(
    (template) => template.ofType('AWS::ApiGatewayV2::Api').length > 0,
  )
  if (!main || others.length > 0) throw new Error('The local run runs exactly one service')

  function all<Read>(type: string, read: (template: Template, resource: Resource) => Read): Read[] {
    return templates.flatMap((template) =>
      template.ofType(type).map((resource) => read(template, resource)),
    )
  }
  const assets = new Map(
    assembly.stacks.flatMap(({ id }) => [...readAssets(assembly.directory, id)]),
  )
  const queues = all('AWS::SQS::Queue', readQueue)
  const [voters, staff, ...more] = readDistributions(main).map((distribution) => ({
    distribution,
    api: readApi(main, distribution),
  }))
  if (!voters || more.length > 0) {
    throw new Error("The local run serves the voters' site, and the staff's if there is one")
  }
  const routes = [voters, staff].flatMap((served) => served?.api.routes ?? [])
  const consumers = all('AWS::Lambda::EventSourceMapping', (template, mapping) =>
    readConsumer(template, mapping, queues),
  ).flat()
  const streamConsumers = all('AWS::Lambda::EventSourceMapping', readStreamConsumer).flat()
  const schedules = all('AWS::Events::Rule', readSchedule).flat()
  const functionUrls = all('AWS::Lambda::Url', readFunctionUrl)
  const logSubscriptions = all('Custom::SmsAttributes', readLogSubscriptions).flat()
  // Nothing is encrypted here, so no command asks a key who may.
  const { EncryptionKey: _, ...outputs } = main.outputs()
  // Functions that nothing calls run once, at deployment.
  const called = new Set(
    [...[routes, consumers, streamConsumers, schedules, logSubscriptions, functionUrls].flat()].map(
      (one) => one.functionName,
    ),
  )
  called.add(String(outputs.RestartFunction))
  return {
    place,
    templates,
    assets,
    outputs: outputs as Record<string, unknown>,
    functions: all('AWS::Lambda::Function', (template, resource) =>
      called.has(template.attribute(resource)) ? [readFunction(template, resource, assets)] : [],
    ).flat(),
    ...voters,
    staff,
    queues,
    consumers,
    streamConsumers,
    functionUrls,
    schedules,
    eventRules: all('AWS::Events::Rule', readEventRule).flat(),
    mailEventTypes: new Map(all('AWS::SES::ConfigurationSetEventDestination', readMailEventTypes)),
    logSubscriptions,
    topicSubscriptions: all('AWS::SNS::Subscription', readTopicSubscription).flat(),
    smsAttributes: all('Custom::SmsAttributes', readSmsAttributes)[0] ?? {},
    tables: all('AWS::DynamoDB::Table', readTable),
    /** Whose objects stay as they were put, by name. */
    lockedBuckets: all('AWS::S3::Bucket', readLockedBucket).flat(),
    /** ARNs. */
    signingKeys: all('AWS::KMS::Key', readSigningKey).flat(),
    secrets: all('AWS::SecretsManager::Secret', readSecret),
    alarms: all('AWS::CloudWatch::Alarm', readAlarm),
    /** Directories deployed to each bucket, in the order of deployment. */
    sites: all('Custom::CDKBucketDeployment', (template, deployment) =>
      readDeployment(template, deployment, assets),
    ).flat(),
  }
}

export type SynthesisedApp = ReturnType<typeof readApp>

/** CloudFormation names what an alarm looks at as CloudWatch's API does. */
function readAlarm(template: Template, alarm: Resource): AlarmDefinition {
  const names = Object.keys(alarm.properties)
  const settings = Object.fromEntries(names.map((name) => [name, template.property(alarm, name)]))
  return { name: template.nameOf(alarm), arn: template.attribute(alarm, 'Arn'), settings }
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

function readDeployment(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): { bucket: string; directory: string; headers: Record<string, string> }[] {
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
