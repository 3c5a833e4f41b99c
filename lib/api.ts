import { Aws, type Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type CfnStage,
  HttpApi,
  type HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { resources as refuseRoute } from '../functions/refuse-route/resources.ts'
import type { RouteName } from '../shared/contract/routes.ts'
import type { FunctionResources } from '../shared/runtime/resources.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'
import { logRetention } from './logs.ts'
import { defaultThrottle, type Throttle } from './route-throttles.ts'

type RouteResources<Name extends string> = FunctionResources & { routes: readonly Name[] }

interface Handler<Name extends string> {
  handler: FunctionWithRights
  routes: readonly Name[]
}

interface ApiProps<Name extends string> {
  context: FunctionContext
  functions: readonly RouteResources<Name>[]
  throttles: Readonly<Record<Name, Throttle>>
  optional?: { functions: readonly RouteResources<string>[]; throttle: Throttle } | undefined
}

const constructId = ({ folder }: FunctionResources) =>
  folder.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase())

export class Api<Name extends string = RouteName> extends Construct {
  readonly endpoint: string
  readonly stage: CfnStage
  private readonly httpApi: HttpApi
  private readonly routes: HttpRoute[] = []
  private readonly routeKeys: string[] = []
  private readonly handlers: Handler<Name>[] = []

  constructor(scope: Construct, id: string, props: ApiProps<Name>) {
    super(scope, id)
    const { context, functions, throttles, optional } = props
    this.httpApi = new HttpApi(this, 'HttpApi', { createDefaultStage: false })
    this.endpoint = this.httpApi.apiEndpoint

    for (const resources of functions) {
      const handler = new FunctionWithRights(this, constructId(resources), resources, context)
      this.handlers.push({ handler, routes: resources.routes })
      this.addRoutes(resources.routes, handler)
    }
    for (const resources of optional?.functions ?? []) {
      const handler = new FunctionWithRights(this, constructId(resources), resources, context)
      this.addRoutes(resources.routes, handler)
    }
    this.addRoutes(
      refuseRoute.routes,
      new FunctionWithRights(this, 'RefuseRoute', refuseRoute, context, {
        settings: { ROUTES: this.routeKeys.join(',') },
      }),
    )
    const optionalThrottles = optional?.functions.flatMap(({ routes }) =>
      routes.map((route) => [route, optional.throttle]),
    )
    const allThrottles = { ...throttles, ...Object.fromEntries(optionalThrottles ?? []) }
    this.stage = this.addStage(allThrottles, context.election.site.accessLogs)
  }

  private addStage(
    throttles: Readonly<Record<string, Throttle>>,
    hasAccessLogs: boolean,
  ): CfnStage {
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: this.secretStageName(),
      autoDeploy: true,
      throttle: {
        rateLimit: defaultThrottle.perSecond,
        burstLimit: defaultThrottle.burst,
      },
      ...(hasAccessLogs && {
        accessLogSettings: {
          destination: new LogGroupLogDestination(this.accessLogs()),
          format: accessLogFormat,
        },
      }),
    })
    const stage = httpStage.node.defaultChild as CfnStage
    stage.routeSettings = Object.fromEntries(
      Object.entries(throttles).map(([route, { perSecond, burst }]) => [
        route,
        { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst },
      ]),
    )
    // API Gateway refuses settings for a missing route.
    httpStage.node.addDependency(...this.routes)
    return stage
  }

  /** Only CloudFront knows this path prefix. Without it, nobody reaches a route or uses up its throttle. */
  private secretStageName(): string {
    const pathOverride = this.node.tryGetContext('api-path')
    // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID
    return pathOverride ? String(pathOverride) : Fn.select(2, Fn.split('/', Aws.STACK_ID))
  }

  private accessLogs(): LogGroup {
    return new LogGroup(this, 'AccessLogs', {
      retention: logRetention.api,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }

  private addRoutes(routes: readonly string[], handler: FunctionWithRights): void {
    const integration = new HttpLambdaIntegration(
      `${handler.node.id}Integration`,
      handler,
      // One permission per function, not per route: a stack holds 500 resources at most.
      { scopePermissionToRoute: false },
    )
    for (const route of routes) {
      const [method, path] = route.split(' ') as [HttpMethod, string]
      this.routeKeys.push(route)
      this.routes.push(...this.httpApi.addRoutes({ path, methods: [method], integration }))
    }
  }

  handlerOf(route: Name): Handler<Name> {
    const handler = this.handlers.find(({ routes }) => routes.includes(route))
    if (!handler) throw new Error(`Nothing serves ${route}`)
    return handler
  }

  /** Answers of 500 or more: Lambda does not count errors that a function handles itself. */
  failures(period: Duration): Metric {
    return this.httpApi.metricServerError({ period, statistic: 'Sum' })
  }

  refusals(period: Duration): Metric {
    return this.httpApi.metricClientError({ period, statistic: 'Sum' })
  }

  latency(period: Duration): Metric {
    return this.httpApi.metricLatency({ period, statistic: Stats.percentile(95) })
  }
}

// Logs no path, which names a reissue, and no address, which would be CloudFront's.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    at: '$context.requestTimeEpoch',
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    failure: '$context.integrationErrorMessage',
  }),
)
