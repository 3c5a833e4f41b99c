import type { Distribution } from './cloudfront-distribution.ts'
import type {
  EventRule,
  FunctionUrl,
  Queue,
  QueueConsumer,
  Route,
  Schedule,
  Served,
  StreamConsumer,
  TopicSubscription,
} from './synthesised-app.ts'
import type { Resource, Template } from './template.ts'

// What has a function called: a route, a queue and what fills it, a schedule.

/** The API behind a distribution: where it is served, and under which name, which its paths begin with. */
export function readApi(template: Template, { behaviours }: Distribution): Served['api'] {
  const [origin] = behaviours.flatMap((one) => (one.origin.kind === 'api' ? [one.origin] : []))
  const hostOf = (api: Resource) => new URL(template.attribute(api, 'ApiEndpoint')).hostname
  const api = template
    .ofType('AWS::ApiGatewayV2::Api')
    .find((candidate) => hostOf(candidate) === origin?.domainName)
  if (!api) throw new Error('The local run serves a distribution with an HTTP API behind it')
  const isOfApi = (resource: Resource) =>
    template.property(resource, 'ApiId') === template.attribute(api)
  const [served, ...more] = template.ofType('AWS::ApiGatewayV2::Stage').filter(isOfApi)
  if (!served || more.length > 0) throw new Error('The local run serves exactly one stage')
  const stage = template.attribute(served)
  if (stage === '$default') throw new Error(`${served.id}: the local run serves a named stage`)
  const routes = template.ofType('AWS::ApiGatewayV2::Route').filter(isOfApi)
  return { domainName: hostOf(api), stage, routes: readRoutes(template, routes) }
}

function readRoutes(template: Template, routes: Resource[]): Route[] {
  const integrations = new Map(
    template
      .ofType('AWS::ApiGatewayV2::Integration')
      .map((integration) => [`integrations/${template.attribute(integration)}`, integration]),
  )
  return routes.map((route) => {
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

/** A mapping of a table's stream; none of a queue. */
export function readStreamConsumer(template: Template, mapping: Resource): StreamConsumer[] {
  const source = String(template.property(mapping, 'EventSourceArn'))
  const [, tableName] = /^arn:aws:dynamodb:[^/]+table\/([^/]+)\/stream\//.exec(source) ?? []
  if (!tableName) return []
  const { BatchSize = 100, StartingPosition, FilterCriteria, Enabled } = mapping.properties
  if (StartingPosition !== 'TRIM_HORIZON' || FilterCriteria || Enabled === false) {
    throw new Error(`${mapping.id}: the local run reads streams from their beginning, all of it`)
  }
  const functionName = functionNameOf(template, mapping)
  return [{ tableName, streamArn: source, functionName, batchSize: Number(BatchSize) }]
}

const functionNameOf = (template: Template, mapping: Resource) => {
  const functionName = String(template.property(mapping, 'FunctionName'))
  return functionName.split(':').at(-1) ?? functionName
}

/** A mapping of a queue; none of a stream. */
export function readConsumer(
  template: Template,
  mapping: Resource,
  queues: Queue[],
): QueueConsumer[] {
  const source = String(template.property(mapping, 'EventSourceArn'))
  if (source.startsWith('arn:aws:dynamodb:')) return []
  const queue = queues.find(({ arn }) => arn === source)
  if (!queue)
    throw new Error(`${mapping.id}: the local run reads queues and streams only, not ${source}`)
  if (mapping.properties.FilterCriteria || mapping.properties.Enabled === false) {
    throw new Error(`${mapping.id}: the local run neither filters nor disables a mapping`)
  }
  const batchSize = Number(mapping.properties.BatchSize ?? 10)
  if (batchSize > 10 || mapping.properties.MaximumBatchingWindowInSeconds) {
    throw new Error(`${mapping.id}: the local run gathers no batches, it takes 10 messages at most`)
  }
  const scaling = mapping.properties.ScalingConfig as { MaximumConcurrency?: number } | undefined
  const responseTypes = (mapping.properties.FunctionResponseTypes ?? []) as string[]
  return [
    {
      queue,
      functionName: functionNameOf(template, mapping),
      batchSize,
      // Lambda starts with five pollers for a queue.
      maximumConcurrency: scaling?.MaximumConcurrency ?? 5,
      reportsItemFailures: responseTypes.includes('ReportBatchItemFailures'),
    },
  ]
}

export function readSchedule(template: Template, rule: Resource): Schedule[] {
  const expression = template.property(rule, 'ScheduleExpression')
  if (typeof expression !== 'string') return []
  const targets = (template.property(rule, 'Targets') ?? []) as { Arn: string; Input?: string }[]
  return targets.map(({ Arn, Input }) => {
    if (Input) throw new Error(`${rule.id}: the local run hands an empty event over, not an input`)
    const name = template.nameOf(rule)
    return { name, expression, functionName: targetFunction(template, Arn, rule.id) }
  })
}

export function readFunctionUrl(template: Template, resource: Resource): FunctionUrl {
  const authType = template.property(resource, 'AuthType')
  if (authType !== 'AWS_IAM') throw new Error(`${resource.id}: anybody could call it`)
  const arn = String(template.property(resource, 'TargetFunctionArn'))
  return { functionName: targetFunction(template, arn, resource.id) }
}

/** A rule without a schedule. */
export function readEventRule(template: Template, rule: Resource): EventRule[] {
  const pattern = template.property(rule, 'EventPattern') as object | undefined
  if (!pattern) return []
  const targets = (template.property(rule, 'Targets') ?? []) as {
    Arn: string
    InputTransformer?: { InputPathsMap: Record<string, string>; InputTemplate: string }
  }[]
  return targets.map(({ Arn, InputTransformer }) => {
    if (!InputTransformer || !Arn.includes(':sqs:')) {
      throw new Error(`${rule.id}: the local run puts events that are written anew on queues only`)
    }
    const { InputPathsMap: inputPathsMap, InputTemplate: inputTemplate } = InputTransformer
    return { pattern, queueArn: Arn, inputPathsMap, inputTemplate }
  })
}

export function readMailEventTypes(template: Template, destination: Resource): [string, string[]] {
  const { Enabled, EventBridgeDestination, MatchingEventTypes } = template.property(
    destination,
    'EventDestination',
  ) as { Enabled?: boolean; EventBridgeDestination?: object; MatchingEventTypes: string[] }
  if (Enabled === false || !EventBridgeDestination) {
    throw new Error(`${destination.id}: the local run tells EventBridge only of mails`)
  }
  return [String(template.property(destination, 'ConfigurationSetName')), MatchingEventTypes]
}

/** What is published to a topic that SQS alone is subscribed to; e-mails to the team go nowhere. */
export function readTopicSubscription(
  template: Template,
  subscription: Resource,
): TopicSubscription[] {
  const { Protocol, RawMessageDelivery, FilterPolicy } = subscription.properties
  if (Protocol === 'email') return []
  if (Protocol !== 'sqs' || RawMessageDelivery !== true || FilterPolicy) {
    throw new Error(
      `${subscription.id}: the local run hands raw messages to queues only, all of them`,
    )
  }
  const topicArn = String(template.property(subscription, 'TopicArn'))
  return [
    {
      topicName: topicArn.split(':').at(-1) ?? topicArn,
      topicArn,
      queueArn: String(template.property(subscription, 'Endpoint')),
    },
  ]
}

/** `arn:aws:lambda:eu-west-3:123456789012:function:name`, after which an alias may come. */
const partsOfFunctionArn = 7

/** Name of the function whose ARN is (or is within) a target, itself or by an alias, which has one version here. */
export function targetFunction(template: Template, target: unknown, where: string): string {
  const arns = String(target)
    .split('/')
    .map((part) => part.split(':').slice(0, partsOfFunctionArn).join(':'))
  const found = template
    .ofType('AWS::Lambda::Function')
    .find((candidate) => arns.includes(template.attribute(candidate, 'Arn')))
  if (!found) throw new Error(`${where}: its target is not a function of the app (${target})`)
  return template.attribute(found)
}
