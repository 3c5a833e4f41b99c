import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { readDistribution } from './cloudfront-distribution.ts'
import { readFunction } from './read-functions.ts'
import { readQueue, readSecret, readSmsAttributes, readTable } from './read-stores.ts'
import {
  apiDomainName,
  readConsumer,
  readLogSubscription,
  readRoutes,
  readRule,
} from './read-triggers.ts'
import type { SynthesisedApp } from './synthesised-app.ts'
import { type Place, type Resource, Template } from './template.ts'

/** Types that the local run reads. */
const emulated = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Logs::SubscriptionFilter',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'Custom::CDKBucketDeployment',
  'Custom::SmsAttributes',
]

/** Types with no effect on what a voter sees in a local run: rights, alarms, deployment. */
const withoutLocalEffect = [
  /^AWS::(IAM|CloudWatch|Logs|SES)::/,
  /^AWS::CloudFront::OriginAccessControl$/,
  /^AWS::Route53::RecordSet$/,
  /^AWS::Lambda::(LayerVersion|Permission|Version)$/,
  /^AWS::(CodeDeploy|CloudTrail)::/,
  /^AWS::SNS::(Topic|TopicPolicy|Subscription)$/,
  /^AWS::(S3::BucketPolicy|SQS::QueuePolicy)$/,
  /^Custom::S3AutoDeleteObjects$/,
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
    outputs: template.outputs(),
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
    tables: template.ofType('AWS::DynamoDB::Table').map((table) => readTable(template, table)),
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
