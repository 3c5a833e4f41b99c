import { join } from 'node:path'
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { readAssets } from '../../team/seal/read-source.ts'
import { type Distribution, readDistributions } from './cloudfront-distribution.ts'
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
  readReceiptCollector,
  readSchedule,
  readStreamConsumer,
  readTopicSubscription,
} from './read-triggers.ts'
import { type LocalAccount, type Resource, Template } from './template.ts'

const knownResourceTypes = [
  /^AWS::(ApiGatewayV2|CloudFront|CloudWatch|DynamoDB|Events|KMS|Lambda|S3|SecretsManager|SES|SNS|SQS)::/,
  /^AWS::(CloudTrail|IAM|Logs|Route53)::/,
  /^Custom::(CDKBucketDeployment|S3AutoDeleteObjects|SmsAttributes|SmsSpendLimit)$/,
]

export function readApp(assembly: CloudAssembly, account: LocalAccount) {
  const stacks = new Map<string, Template>()
  for (const { stackName, template } of assembly.stacks) {
    stacks.set(stackName, new Template(template, account, stacks, stackName))
  }
  const templates = [...stacks.values()]
  for (const { id, type } of templates.flatMap(({ resources }) => resources)) {
    if (!knownResourceTypes.some((pattern) => pattern.test(type))) {
      throw new Error(`${id}: the local run does not know what ${type} does`)
    }
  }
  const mainTemplate = templates.find(
    (stack) => stack.findAll('AWS::ApiGatewayV2::Api')[0],
  ) as Template

  function readAll<T>(type: string, read: (template: Template, resource: Resource) => T): T[] {
    return templates.flatMap((template) =>
      template.findAll(type).map((resource) => read(template, resource)),
    )
  }
  const assets = new Map(
    assembly.stacks.flatMap(({ id }) => [...readAssets(assembly.directory, id)]),
  )
  const queues = readAll('AWS::SQS::Queue', readQueue)
  const [votersSite, staff] = readDistributions(mainTemplate).map((distribution) => ({
    distribution,
    api: readApi(mainTemplate, distribution),
  })) as [ServedSite, ServedSite | undefined]
  const routes = [votersSite, staff].flatMap((site) => site?.api.routes ?? [])
  const consumers = readAll('AWS::Lambda::EventSourceMapping', (template, mapping) =>
    readConsumer(template, mapping, queues),
  ).flat()
  const streamConsumers = readAll('AWS::Lambda::EventSourceMapping', readStreamConsumer).flat()
  const schedules = readAll('AWS::Events::Rule', readSchedule).flat()
  const [teamFunctionName] = readAll('AWS::Lambda::Url', readFunctionUrl) as [string]
  const [receiptCollector] = readAll('Custom::SmsAttributes', readReceiptCollector) as [
    ReturnType<typeof readReceiptCollector>,
  ]
  // The local run does not emulate the encryption key, so its ARN is left out.
  const { EncryptionKey: _, ...outputs } = mainTemplate.outputs()
  const callees = new Set(
    [routes, consumers, streamConsumers, schedules, receiptCollector]
      .flat()
      .map(({ functionName }) => functionName)
      .concat(teamFunctionName),
  )
  callees.add(String(outputs.RestartFunction))
  return {
    account,
    templates,
    assets,
    outputs: outputs as Record<string, unknown>,
    functions: readAll('AWS::Lambda::Function', (template, resource) =>
      callees.has(template.attribute(resource)) ? [readFunction(template, resource, assets)] : [],
    ).flat(),
    ...votersSite,
    staff,
    queues,
    consumers,
    streamConsumers,
    teamFunctionName,
    schedules,
    eventRules: readAll('AWS::Events::Rule', readEventRule).flat(),
    receiptCollector,
    topicSubscriptions: readAll('AWS::SNS::Subscription', readTopicSubscription).flat(),
    tables: readAll('AWS::DynamoDB::Table', readTable),
    lockedBuckets: readAll('AWS::S3::Bucket', readLockedBucket).flat(),
    signingKeys: readAll('AWS::KMS::Key', readSigningKey).flat(),
    secrets: readAll('AWS::SecretsManager::Secret', readSecret),
    alarms: readAll('AWS::CloudWatch::Alarm', readAlarm),
    siteDeployments: readAll('Custom::CDKBucketDeployment', (template, deployment) =>
      readDeployment(template, deployment, assets),
    ).flat(),
  }
}

export type SynthesisedApp = ReturnType<typeof readApp>

interface ServedSite {
  api: ReturnType<typeof readApi>
  distribution: Distribution
}

export interface AlarmDefinition {
  name: string
  arn: string
  settings: MetricAlarm
}

function readAlarm(template: Template, alarm: Resource): AlarmDefinition {
  const names = Object.keys(alarm.properties)
  const settings = Object.fromEntries(names.map((name) => [name, template.property(alarm, name)]))
  return { name: template.nameOf(alarm), arn: template.attribute(alarm, 'Arn'), settings }
}

function readFunction(template: Template, resource: Resource, assets: Map<string, string>) {
  const { S3Key } = template.property(resource, 'Code') as { S3Key: string }
  const { Variables } = template.property(resource, 'Environment') as {
    Variables: Record<string, unknown>
  }
  const variables = Object.entries(Variables).map(([name, value]) => [name, String(value)])
  return {
    name: template.attribute(resource),
    arn: template.attribute(resource, 'Arn'),
    file: join(assets.get(S3Key) as string, 'index.mjs'),
    environment: Object.fromEntries(variables) as Record<string, string>,
    timeoutSeconds: Number(resource.properties.Timeout),
  }
}

function readDeployment(
  template: Template,
  resource: Resource,
  assets: Map<string, string>,
): { bucket: string; directory: string; headers: Record<string, string> }[] {
  const keys = template.property(resource, 'SourceObjectKeys') as string[]
  return keys.map((key) => ({
    bucket: String(template.property(resource, 'DestinationBucketName')),
    directory: assets.get(key) as string,
    headers: template.property(resource, 'SystemMetadata') as Record<string, string>,
  }))
}
