import type { Distribution } from './cloudfront-distribution.ts'
import type { readQueue } from './read-stores.ts'
import type { Resource, Template } from './template.ts'

export function readApi(template: Template, { behaviours }: Distribution) {
  const [origin] = behaviours.flatMap(({ origin }) => (origin.kind === 'api' ? [origin] : []))
  const hostOf = (api: Resource) => new URL(template.attribute(api, 'ApiEndpoint')).hostname
  const api = template
    .findAll('AWS::ApiGatewayV2::Api')
    .find((candidate) => hostOf(candidate) === origin?.domainName) as Resource
  const resourcesOfApi = (type: string) =>
    template
      .findAll(`AWS::ApiGatewayV2::${type}`)
      .filter((resource) => template.property(resource, 'ApiId') === template.attribute(api))
  const [stage] = resourcesOfApi('Stage') as [Resource]
  const routes = resourcesOfApi('Route').map((route) => readRoute(template, route))
  return { domainName: hostOf(api), stage: template.attribute(stage), routes }
}

function readRoute(template: Template, route: Resource) {
  const [, id] = String(template.property(route, 'Target')).split('/')
  const integration = template.find('AWS::ApiGatewayV2::Integration', id) as Resource
  const uri = template.property(integration, 'IntegrationUri')
  return {
    key: String(template.property(route, 'RouteKey')),
    functionName: targetFunctionName(template, uri, integration.id),
  }
}

export function readStreamConsumer(template: Template, mapping: Resource) {
  const sourceArn = String(template.property(mapping, 'EventSourceArn'))
  const [, tableName] = /^arn:aws:dynamodb:[^/]+table\/([^/]+)\/stream\//.exec(sourceArn) ?? []
  if (!tableName) return []
  const functionName = functionNameOf(template, mapping)
  const batchSize = Number(mapping.properties.BatchSize)
  return [{ tableName, streamArn: sourceArn, functionName, batchSize }]
}

const functionNameOf = (template: Template, mapping: Resource) => {
  const functionName = String(template.property(mapping, 'FunctionName'))
  return functionName.split(':').at(-1) ?? functionName
}

export function readConsumer(
  template: Template,
  mapping: Resource,
  queues: ReturnType<typeof readQueue>[],
) {
  const sourceArn = String(template.property(mapping, 'EventSourceArn'))
  const queue = queues.find(({ arn }) => arn === sourceArn)
  if (!queue) return []
  const { MaximumConcurrency } = mapping.properties.ScalingConfig as Record<string, number>
  return [
    {
      queue,
      functionName: functionNameOf(template, mapping),
      batchSize: Number(mapping.properties.BatchSize),
      maximumConcurrency: MaximumConcurrency as number,
    },
  ]
}

export function readSchedule(template: Template, rule: Resource) {
  const expression = template.property(rule, 'ScheduleExpression')
  if (expression === undefined) return []
  if (expression !== 'rate(1 minute)') {
    throw new Error(`${rule.id}: the local run does not know the schedule ${expression}`)
  }
  return targetsOf(template, rule).map(({ Arn }) => ({
    name: template.nameOf(rule),
    functionName: targetFunctionName(template, Arn, rule.id),
  }))
}

const targetsOf = (template: Template, rule: Resource) =>
  template.property(rule, 'Targets') as {
    Arn: string
    InputTransformer?: { InputPathsMap: Record<string, string>; InputTemplate: string }
  }[]

export function readFunctionUrl(template: Template, resource: Resource): string {
  return targetFunctionName(template, template.property(resource, 'TargetFunctionArn'), resource.id)
}

export function readEventRule(template: Template, rule: Resource) {
  const pattern = template.property(rule, 'EventPattern') as object | undefined
  if (!pattern) return []
  return targetsOf(template, rule).flatMap(({ Arn, InputTransformer }) => {
    if (!InputTransformer) return []
    const { InputPathsMap: inputPathsMap, InputTemplate: inputTemplate } = InputTransformer
    const name = template.nameOf(rule)
    const state = String(rule.properties.State ?? 'ENABLED')
    return [{ name, state, pattern, queueArn: Arn, inputPathsMap, inputTemplate }]
  })
}

export function readTopicSubscription(template: Template, subscription: Resource) {
  if (subscription.properties.Protocol === 'email') return []
  const topicArn = String(template.property(subscription, 'TopicArn'))
  return [
    {
      topicName: topicArn.split(':').at(-1) ?? topicArn,
      topicArn,
      queueArn: String(template.property(subscription, 'Endpoint')),
    },
  ]
}

export function readReceiptCollector(template: Template, resource: Resource) {
  const [successes, failures] = template.property(resource, 'LogGroupNames') as [string, string]
  const policy = JSON.parse(String(template.property(resource, 'MaskingPolicy')))
  const [{ Regex }] = policy.Configuration.CustomDataIdentifier
  return {
    filterName: String(template.property(resource, 'FilterName')),
    logGroups: { SUCCESS: successes, FAILURE: failures },
    functionName: targetFunctionName(
      template,
      template.property(resource, 'Collector'),
      resource.id,
    ),
    maskedPattern: new RegExp(Regex, 'g'),
  }
}

function targetFunctionName(template: Template, target: unknown, location: string): string {
  const targetParts = String(target).split('/')
  const callee = template
    .findAll('AWS::Lambda::Function')
    .find((candidate) => targetParts.includes(template.attribute(candidate, 'Arn')))
  if (!callee) throw new Error(`${location}: its target is not a function of the app (${target})`)
  return template.attribute(callee)
}
