import { HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { environment as cancelReissue } from '../functions/cancel-reissue/environment.ts'
import type { environment as createCaptcha } from '../functions/create-captcha/environment.ts'
import type { environment as enterBooth } from '../functions/enter-booth/environment.ts'
import type { environment as followReissue } from '../functions/follow-reissue/environment.ts'
import type { environment as refuseRoute } from '../functions/refuse-route/environment.ts'
import type { environment as requestPasswordLink } from '../functions/request-password-link/environment.ts'
import type { environment as requestReissue } from '../functions/request-reissue/environment.ts'
import type { environment as setPassword } from '../functions/set-password/environment.ts'
import type { environment as showBooth } from '../functions/show-booth/environment.ts'
import type { environment as showSpace } from '../functions/show-space/environment.ts'
import type { environment as signIn } from '../functions/sign-in/environment.ts'
import type { environment as signOut } from '../functions/sign-out/environment.ts'
import type { EnvironmentOf } from '../shared/runtime/environment.ts'
import { type FunctionDefaults, JourneyFunction } from './journey-function.ts'
import type { Secrets } from './secrets.ts'
import type { Tables } from './tables.ts'
import type { WorkQueue } from './work-queue.ts'

interface ApiProps {
  defaults: FunctionDefaults
  tables: Tables
  secrets: Secrets
  smsQueue: WorkQueue
  mailQueue: WorkQueue
  linkQueue: WorkQueue
}

/** Checking a password is work for the processor, which Lambda gives out with the memory. */
const passwordMegabytes = 1024

const readSecret = ['secretsmanager:GetSecretValue']

/** The HTTP API of the contract: each route has a function, each function a role. */
export class Api extends Construct {
  readonly endpoint: string
  private readonly httpApi: HttpApi
  private readonly secrets: Secrets
  private readonly routes: string[] = []

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id)
    const { defaults, tables, secrets, smsQueue, mailQueue, linkQueue } = props
    this.secrets = secrets
    this.httpApi = new HttpApi(this, 'HttpApi', { createDefaultStage: false })
    new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 2000, burstLimit: 1000 },
    })
    this.endpoint = this.httpApi.apiEndpoint

    const common = { ORIGIN_TOKEN_SECRET: secrets.originToken.secretArn }
    const MASTER_KEY_SECRET = secrets.masterKey.secretArn
    const VOTERS_TABLE = tables.voters.tableName
    const SESSIONS_TABLE = tables.sessions.tableName
    const CAPTCHAS_TABLE = tables.captchas.tableName
    const PHONES_TABLE = tables.phones.tableName
    const REISSUES_TABLE = tables.reissues.tableName
    const ATTEMPTS_TABLE = tables.attempts.tableName
    const MAIL_QUEUE_URL = mailQueue.queue.queueUrl

    this.route(
      HttpMethod.POST,
      '/api/account/link',
      new JourneyFunction<EnvironmentOf<typeof requestPasswordLink>>(this, 'RequestPasswordLink', {
        defaults,
        step: 'request-password-link',
        environment: { ...common, MASTER_KEY_SECRET, LINK_QUEUE_URL: linkQueue.queue.queueUrl },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .may(['sqs:SendMessage'], [linkQueue.queue.queueArn]),
    )
    this.route(
      HttpMethod.PUT,
      '/api/account/password',
      new JourneyFunction<EnvironmentOf<typeof setPassword>>(this, 'SetPassword', {
        defaults,
        step: 'set-password',
        memoryMegabytes: passwordMegabytes,
        environment: {
          ...common,
          MASTER_KEY_SECRET,
          VOTERS_TABLE,
          PASSWORD_LINKS_TABLE: tables.passwordLinks.tableName,
          MAIL_QUEUE_URL,
        },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.voters, 'GetItem', 'UpdateItem')
        .mayUse(tables.passwordLinks, 'GetItem', 'UpdateItem')
        .may(['sqs:SendMessage'], [mailQueue.queue.queueArn]),
    )
    this.route(
      HttpMethod.POST,
      '/api/session',
      new JourneyFunction<EnvironmentOf<typeof signIn>>(this, 'SignIn', {
        defaults,
        step: 'sign-in',
        memoryMegabytes: passwordMegabytes,
        environment: {
          ...common,
          MASTER_KEY_SECRET,
          VOTERS_TABLE,
          SESSIONS_TABLE,
          ATTEMPTS_TABLE,
          CAPTCHAS_TABLE,
        },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'PutItem')
        .mayUse(tables.attempts, 'UpdateItem', 'DeleteItem')
        .mayUse(tables.captchas, 'DeleteItem'),
    )
    this.route(
      HttpMethod.DELETE,
      '/api/session',
      new JourneyFunction<EnvironmentOf<typeof signOut>>(this, 'SignOut', {
        defaults,
        step: 'sign-out',
        environment: { ...common, SESSIONS_TABLE },
      }).mayUse(tables.sessions, 'DeleteItem'),
    )
    this.route(
      HttpMethod.GET,
      '/api/voter',
      new JourneyFunction<EnvironmentOf<typeof showSpace>>(this, 'ShowSpace', {
        defaults,
        step: 'show-space',
        environment: { ...common, VOTERS_TABLE, SESSIONS_TABLE, REISSUES_TABLE },
      })
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'GetItem', 'UpdateItem')
        .mayUse(tables.reissues, 'GetItem'),
    )
    this.route(
      HttpMethod.POST,
      ['/api/captchas', '/api/session/captchas'],
      new JourneyFunction<EnvironmentOf<typeof createCaptcha>>(this, 'CreateCaptcha', {
        defaults,
        step: 'create-captcha',
        environment: { ...common, MASTER_KEY_SECRET, VOTERS_TABLE, SESSIONS_TABLE, CAPTCHAS_TABLE },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'GetItem')
        .mayUse(tables.captchas, 'PutItem'),
    )
    this.route(
      HttpMethod.POST,
      '/api/reissues',
      new JourneyFunction<EnvironmentOf<typeof requestReissue>>(this, 'RequestReissue', {
        defaults,
        step: 'request-reissue',
        environment: {
          ...common,
          MASTER_KEY_SECRET,
          VOTERS_TABLE,
          SESSIONS_TABLE,
          CAPTCHAS_TABLE,
          PHONES_TABLE,
          REISSUES_TABLE,
          ATTEMPTS_TABLE,
          SMS_DAYS_TABLE: tables.smsDays.tableName,
          SMS_QUEUE_URL: smsQueue.queue.queueUrl,
          MAIL_QUEUE_URL,
        },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.sessions, 'GetItem', 'ConditionCheckItem')
        .mayUse(tables.voters, 'GetItem', 'ConditionCheckItem', 'UpdateItem')
        .mayUse(tables.attempts, 'UpdateItem', 'DeleteItem')
        .mayUse(tables.captchas, 'ConditionCheckItem', 'UpdateItem')
        .mayUse(tables.phones, 'UpdateItem')
        .mayUse(tables.reissues, 'GetItem', 'PutItem')
        .mayUse(tables.smsDays, 'GetItem', 'UpdateItem')
        .may(['sqs:GetQueueAttributes'], [smsQueue.queue.queueArn])
        .may(['sqs:SendMessage'], [smsQueue.queue.queueArn, mailQueue.queue.queueArn]),
    )
    this.route(
      HttpMethod.GET,
      '/api/reissues/{id}',
      new JourneyFunction<EnvironmentOf<typeof followReissue>>(this, 'FollowReissue', {
        defaults,
        step: 'follow-reissue',
        environment: { ...common, VOTERS_TABLE, SESSIONS_TABLE, REISSUES_TABLE },
      })
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'GetItem')
        .mayUse(tables.reissues, 'GetItem'),
    )
    this.route(
      HttpMethod.POST,
      '/api/reissues/{id}/cancel',
      new JourneyFunction<EnvironmentOf<typeof cancelReissue>>(this, 'CancelReissue', {
        defaults,
        step: 'cancel-reissue',
        environment: {
          ...common,
          MASTER_KEY_SECRET,
          VOTERS_TABLE,
          PHONES_TABLE,
          REISSUES_TABLE,
          MAIL_QUEUE_URL,
        },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.reissues, 'GetItem', 'UpdateItem')
        .mayUse(tables.voters, 'UpdateItem')
        .mayUse(tables.phones, 'UpdateItem')
        .may(['sqs:SendMessage'], [mailQueue.queue.queueArn]),
    )
    this.route(
      HttpMethod.POST,
      '/api/booth/session',
      new JourneyFunction<EnvironmentOf<typeof enterBooth>>(this, 'EnterBooth', {
        defaults,
        step: 'enter-booth',
        memoryMegabytes: passwordMegabytes,
        environment: {
          ...common,
          MASTER_KEY_SECRET,
          VOTERS_TABLE,
          SESSIONS_TABLE,
          ATTEMPTS_TABLE,
          CAPTCHAS_TABLE,
        },
      })
        .may(readSecret, [secrets.masterKey.secretArn])
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'GetItem', 'PutItem', 'UpdateItem')
        .mayUse(tables.attempts, 'UpdateItem', 'DeleteItem')
        .mayUse(tables.captchas, 'DeleteItem'),
    )
    this.route(
      HttpMethod.GET,
      '/api/booth',
      new JourneyFunction<EnvironmentOf<typeof showBooth>>(this, 'ShowBooth', {
        defaults,
        step: 'show-booth',
        environment: { ...common, VOTERS_TABLE, SESSIONS_TABLE },
      })
        .mayUse(tables.voters, 'GetItem')
        .mayUse(tables.sessions, 'GetItem', 'UpdateItem'),
    )
    this.otherRoutes(
      new JourneyFunction<EnvironmentOf<typeof refuseRoute>>(this, 'RefuseRoute', {
        defaults,
        step: 'refuse-route',
        environment: { ...common, ROUTES: this.routes.join(',') },
      }),
    )
  }

  private route(method: HttpMethod, paths: string | string[], step: JourneyFunction<never>): void {
    const integration = this.integrate(step)
    for (const path of [paths].flat()) {
      this.routes.push(`${method} ${path}`)
      this.httpApi.addRoutes({ path, methods: [method], integration })
    }
  }

  private otherRoutes(step: JourneyFunction<never>): void {
    const integration = this.integrate(step)
    this.httpApi.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.ANY], integration })
  }

  private integrate(step: JourneyFunction<never>): HttpLambdaIntegration {
    step.may(readSecret, [this.secrets.originToken.secretArn])
    return new HttpLambdaIntegration(`${step.node.id}Integration`, step as IFunction)
  }
}
