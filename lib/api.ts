import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib'
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
import { defaultRequestsPerSecond, requestsPerSecond } from './route-throttles.ts'

type RoutedResources = FunctionResources & { routes: readonly string[] }

interface RoutedFunction {
  handler: FunctionWithRights
  routes: readonly string[]
}

const constructIdOf = ({ folder }: FunctionResources) =>
  folder.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())

export class Api extends Construct {
  readonly endpoint: string
  readonly stage: CfnStage
  /** Count of 5xx answers. Lambda's own error metric omits errors that a function handles. */
  readonly failures: Metric
  readonly refusals: Metric
  readonly latency: Metric
  private readonly httpApi: HttpApi
  private readonly routes: HttpRoute[] = []
  private readonly routedFunctions: RoutedFunction[] = []

  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext,
    functions: readonly RoutedResources[],
  ) {
    super(scope, id)
    this.httpApi = new HttpApi(this, 'HttpApi', { createDefaultStage: false })
    this.endpoint = this.httpApi.apiEndpoint
    this.failures = this.httpApi.metricServerError()
    this.refusals = this.httpApi.metricClientError()
    this.latency = this.httpApi.metricLatency({ statistic: Stats.percentile(95) })

    for (const resources of functions) {
      const handler = new FunctionWithRights(this, constructIdOf(resources), resources, context)
      this.routedFunctions.push({ handler, routes: resources.routes })
      this.addRoutes(resources.routes, handler)
    }
    const routes = functions.flatMap((resources) => resources.routes)
    this.addRoutes(
      refuseRoute.routes,
      new FunctionWithRights(this, 'RefuseRoute', refuseRoute, context, {
        settings: { ROUTES: routes.join(',') },
      }),
    )
    this.stage = this.addStage(routes, context.election.site.accessLogs)
  }

  private addStage(routes: readonly string[], hasAccessLogs: boolean): CfnStage {
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: this.secretStageName(),
      autoDeploy: true,
      throttle: { rateLimit: defaultRequestsPerSecond, burstLimit: defaultRequestsPerSecond },
      ...(hasAccessLogs && {
        accessLogSettings: {
          destination: new LogGroupLogDestination(
            new LogGroup(this, 'AccessLogs', {
              retention: logRetention.api,
              removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            }),
          ),
          format: accessLogFormat,
        },
      }),
    })
    const stage = httpStage.node.defaultChild as CfnStage
    stage.routeSettings = Object.fromEntries(
      routes.map((route) => {
        const perSecond = requestsPerSecond(route)
        return [route, { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: perSecond }]
      }),
    )
    // API Gateway refuses settings for a missing route.
    httpStage.node.addDependency(...this.routes)
    return stage
  }

  /** Without the secret path, strangers could call the API directly and use up the routes' rates. */
  private secretStageName(): string {
    const pathOverride = this.node.tryGetContext('api-path')
    // A stack's id is `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID`.
    return pathOverride ? String(pathOverride) : Fn.select(2, Fn.split('/', Aws.STACK_ID))
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
      this.routes.push(...this.httpApi.addRoutes({ path, methods: [method], integration }))
    }
  }

  routedFunctionOf(route: RouteName): RoutedFunction {
    const routedFunction = this.routedFunctions.find(({ routes }) => routes.includes(route))
    if (!routedFunction) throw new Error(`Nothing serves ${route}`)
    return routedFunction
  }
}

// Leaves out the path, which may contain a reissue's id, and the source address, which is CloudFront's.
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
