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
import { Alias, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { resources as cancelReissue } from '../functions/cancel-reissue/resources.ts'
import { resources as createCaptcha } from '../functions/create-captcha/resources.ts'
import { resources as endSessions } from '../functions/end-sessions/resources.ts'
import { resources as enterBooth } from '../functions/enter-booth/resources.ts'
import { resources as followReissue } from '../functions/follow-reissue/resources.ts'
import { resources as refuseRoute } from '../functions/refuse-route/resources.ts'
import { resources as reportMissingSms } from '../functions/report-missing-sms/resources.ts'
import { resources as requestPasswordLink } from '../functions/request-password-link/resources.ts'
import { resources as requestReissue } from '../functions/request-reissue/resources.ts'
import { resources as sayCaptcha } from '../functions/say-captcha/resources.ts'
import { resources as setPassword } from '../functions/set-password/resources.ts'
import { resources as showBooth } from '../functions/show-booth/resources.ts'
import { resources as showCalendar } from '../functions/show-calendar/resources.ts'
import { resources as showHandovers } from '../functions/show-handovers/resources.ts'
import { resources as showLinkWait } from '../functions/show-link-wait/resources.ts'
import { resources as showSpace } from '../functions/show-space/resources.ts'
import { resources as signIn } from '../functions/sign-in/resources.ts'
import { resources as signOut } from '../functions/sign-out/resources.ts'
import { resources as withdrawReissue } from '../functions/withdraw-reissue/resources.ts'
import type { RouteName } from '../shared/contract/routes.ts'
import { type FunctionContext, FunctionWithRights } from './function-with-rights.ts'
import { routeThrottles, throttleOfTheRest } from './route-throttles.ts'

/** A function, and all that it serves. */
interface Handler {
  handler: FunctionWithRights
  routes: RouteName[]
}

const everyOtherRoute = 'ANY /{proxy+}'
const isOfContract = (route: RouteName | typeof everyOtherRoute) => route !== everyOtherRoute

/** The HTTP API of the contract: each route has a function, each function a role. */
export class Api extends Construct {
  readonly endpoint: string
  /** The API as it is called, by the name that its paths begin with. In an update too, every function comes before it. */
  readonly deployed: CfnStage
  /** Of the functions that serve by one, by their names: none without canaries. */
  readonly aliases = new Map<string, Alias>()
  private readonly httpApi: HttpApi
  private readonly routes: HttpRoute[] = []
  private readonly routeKeys: string[] = []
  private readonly handlers: Handler[] = []
  private readonly hasCanaries: boolean

  constructor(scope: Construct, id: string, context: FunctionContext) {
    super(scope, id)
    this.hasCanaries = context.election.canary
    this.httpApi = new HttpApi(this, 'HttpApi', { createDefaultStage: false })
    this.endpoint = this.httpApi.apiEndpoint

    this.route(
      ['POST /api/account/link'],
      new FunctionWithRights(this, 'RequestPasswordLink', requestPasswordLink, context),
    )
    this.route(
      ['GET /api/account/link-wait'],
      new FunctionWithRights(this, 'ShowLinkWait', showLinkWait, context),
    )
    this.route(
      ['PUT /api/account/password'],
      new FunctionWithRights(this, 'SetPassword', setPassword, context),
    )
    this.route(
      ['POST /api/account/end-sessions'],
      new FunctionWithRights(this, 'EndSessions', endSessions, context),
    )
    this.route(['POST /api/session'], new FunctionWithRights(this, 'SignIn', signIn, context))
    this.route(
      ['DELETE /api/session', 'DELETE /api/sessions/others'],
      new FunctionWithRights(this, 'SignOut', signOut, context),
    )
    this.route(
      ['GET /api/voter', 'GET /api/sessions'],
      new FunctionWithRights(this, 'ShowSpace', showSpace, context),
    )
    this.route(
      ['POST /api/captchas', 'POST /api/session/captchas'],
      new FunctionWithRights(this, 'CreateCaptcha', createCaptcha, context, { settings: {} }),
    )
    this.route(
      ['GET /api/captcha-sounds/{sealedCode}'],
      new FunctionWithRights(this, 'SayCaptcha', sayCaptcha, context),
    )
    this.route(
      ['POST /api/reissues'],
      new FunctionWithRights(this, 'RequestReissue', requestReissue, context),
    )
    this.route(
      ['GET /api/reissues/{id}'],
      new FunctionWithRights(this, 'FollowReissue', followReissue, context),
    )
    this.route(
      ['POST /api/reissues/{id}/cancel', 'POST /api/reissues/{id}/cancel-preview'],
      new FunctionWithRights(this, 'CancelReissue', cancelReissue, context),
    )
    this.route(
      ['POST /api/reissues/{id}/withdraw'],
      new FunctionWithRights(this, 'WithdrawReissue', withdrawReissue, context),
    )
    this.route(
      ['POST /api/reissues/{id}/not-received'],
      new FunctionWithRights(this, 'ReportMissingSms', reportMissingSms, context),
    )
    this.route(
      ['POST /api/booth/session'],
      new FunctionWithRights(this, 'EnterBooth', enterBooth, context),
    )
    this.route(['GET /api/booth'], new FunctionWithRights(this, 'ShowBooth', showBooth, context))
    this.route(
      ['GET /api/service-status'],
      new FunctionWithRights(this, 'ShowHandovers', showHandovers, context),
    )
    this.route(
      ['GET /api/calendar'],
      new FunctionWithRights(this, 'ShowCalendar', showCalendar, context),
    )
    this.route(
      [everyOtherRoute],
      new FunctionWithRights(this, 'RefuseRoute', refuseRoute, context, {
        settings: { ROUTES: this.routeKeys.join(',') },
      }),
    )
    this.deployed = this.serve(context.election.site.accessLogs)
  }

  private serve(logsAccess: boolean): CfnStage {
    const served = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: this.secretName(),
      autoDeploy: true,
      throttle: {
        rateLimit: throttleOfTheRest.perSecond,
        burstLimit: throttleOfTheRest.burst,
      },
      ...(logsAccess && {
        accessLogSettings: {
          destination: new LogGroupLogDestination(this.accessLogs()),
          format: accessLogFormat,
        },
      }),
    })
    const deployed = served.node.defaultChild as CfnStage
    deployed.routeSettings = Object.fromEntries(
      Object.entries(routeThrottles).map(([route, { perSecond, burst }]) => [
        route,
        { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst },
      ]),
    )
    // API Gateway refuses settings for a route that is not there yet.
    served.node.addDependency(...this.routes)
    return deployed
  }

  /**
   * What CloudFront alone puts before every path. Whoever learns the API's address finds nothing there without
   * it: no route, so no throttle to use up. It lasts as long as the stack, and no template holds it.
   */
  private secretName(): string {
    const another = this.node.tryGetContext('api-path')
    // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID
    return another ? String(another) : Fn.select(2, Fn.split('/', Aws.STACK_ID))
  }

  private accessLogs(): LogGroup {
    return new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }

  /** @param routes as the contract names them, and API Gateway too */
  private route(routes: (RouteName | typeof everyOtherRoute)[], handler: FunctionWithRights): void {
    const integration = new HttpLambdaIntegration(
      `${handler.node.id}Integration`,
      this.served(handler),
    )
    this.handlers.push({ handler, routes: routes.filter(isOfContract) })
    for (const route of routes) {
      const [method, path] = route.split(' ') as [HttpMethod, string]
      this.routeKeys.push(route)
      this.routes.push(...this.httpApi.addRoutes({ path, methods: [method], integration }))
    }
  }

  /** The function itself, or the alias that shares its requests between two versions. */
  private served(handler: FunctionWithRights): IFunction {
    if (!this.hasCanaries) return handler
    const alias = new Alias(handler, 'Live', {
      aliasName: 'live',
      version: handler.currentVersion as IVersion,
    })
    this.aliases.set(handler.node.id, alias)
    return alias as IFunction
  }

  servedBy(route: RouteName): Handler {
    const found = this.handlers.find(({ routes }) => routes.includes(route))
    if (!found) throw new Error(`Nothing serves ${route}`)
    return found
  }

  /** Answers with a status of 500 or more: what functions catch themselves is no error to Lambda. */
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

// Which route, not which path, since a path names a reissue. No address: here it would be CloudFront's.
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
