import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { CookieName } from '../contract/cookie-name.ts'
import { networkOf } from '../domain/account/network-of-address.ts'
import { readSessionCookie, type SessionClaim } from '../domain/account/session.ts'
import { deviceCookieDays, signCookie, verifyCookie } from '../domain/account/signed-cookie.ts'
import {
  type CookieKeys,
  deriveCookieKeys,
  matches,
  type OriginTokens,
  originHeaderName,
} from '../domain/keys.ts'
import { readJson } from './check-body.ts'
import type { ElectionTime } from './election-time.ts'
import { framesOf, journal, nameOf } from './journal.ts'
import { Problem, problemBody } from './problem.ts'

const unavailableRetrySeconds = 5

export interface HttpRequest {
  json: unknown
  route: string
  path: string
  pathParameters: Readonly<Record<string, string | undefined>>
  reissueId: string
  /** Claims of signed cookies, which the session table must still confirm. */
  spaceClaim: SessionClaim | undefined
  boothClaim: SessionClaim | undefined
  readCookie(name: SessionCookieName): string | undefined
  origin: string | undefined
  /** Value of the device cookie, whose signature is not verified here. */
  deviceCookie: string | undefined
  range: string | undefined
  /** The client's IPv4 address or IPv6 network, as CloudFront saw it. */
  clientNetwork: string
  sessionCookie(name: SessionCookieName, value: string): string
}

type SessionCookieName = Exclude<CookieName, '__Host-device'>

export interface HttpReply {
  status: number
  body?: unknown
  cookies?: string[]
  headers?: Record<string, string>
}

type MiddyRequest = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>

export function httpHandler(
  originTokens: () => Promise<OriginTokens>,
  respond: (request: HttpRequest) => Promise<HttpReply>,
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>,
  suspensionMode: 'refuses' | 'answers' = 'refuses',
) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .onError(answerProblem)
    .before(async ({ event }) => refuseDirectCalls(event, await originTokens()))
    .before(({ event }) => refuseOtherSites(event))
    .before(async () => {
      await time?.refresh()
      if (suspensionMode === 'refuses' && time?.suspendedSince()) throw new Problem('suspended')
    })
    .handler(async (event) => {
      const keys = deriveCookieKeys(await originTokens())
      return toResult(await respond(readRequest(event, keys)))
    })
}

function refuseDirectCalls(event: APIGatewayProxyEventV2, tokens: OriginTokens): void {
  const headerValue = event.headers[originHeaderName]
  if (headerValue && tokens.some((token) => matches(headerValue, token))) return
  journal({ event: 'origin.refused' })
  throw new Problem('forbidden')
}

/** Lets clients without `Sec-Fetch-Site` pass: `SameSite=Strict` cookies and the JSON media type stop other sites too. */
function refuseOtherSites({ headers, requestContext }: APIGatewayProxyEventV2): void {
  if (['GET', 'HEAD'].includes(requestContext.http.method)) return
  if (['same-origin', 'none'].includes(headers['sec-fetch-site'] ?? 'none')) return
  journal({ event: 'site.refused' })
  throw new Problem('forbidden')
}

function readRequest(event: APIGatewayProxyEventV2, keys: CookieKeys): HttpRequest {
  const cookies = parseCookie(event.cookies?.join('; ') ?? '')
  const readCookie = (name: SessionCookieName) => verifyCookie(keys, name, cookies[name])
  return {
    get json() {
      return readJson(event)
    },
    route: event.routeKey,
    path: pathOf(event),
    pathParameters: event.pathParameters ?? {},
    // `slice` may leave a lone surrogate, which DynamoDB cannot look up.
    reissueId: (event.pathParameters?.id ?? '').slice(0, 64).toWellFormed(),
    spaceClaim: readSessionCookie(readCookie('__Host-session')),
    boothClaim: readSessionCookie(readCookie('__Host-booth')),
    readCookie,
    origin: event.headers.origin,
    deviceCookie: cookies['__Host-device'],
    range: event.headers.range,
    clientNetwork: networkOf(
      (event.headers['cloudfront-viewer-address'] ?? '').replace(/:\d+$/, ''),
    ),
    sessionCookie: (name, value) => cookie(name, signCookie(keys, name, value)),
  }
}

/** Removes the stage name, with which API Gateway begins the path unless the stage is `$default`. */
function pathOf({ rawPath, requestContext }: APIGatewayProxyEventV2): string {
  const prefix = `/${requestContext.stage}`
  return rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : rawPath
}

/** Returns a `Set-Cookie` header. Without `value`, it clears the cookie. */
export function cookie(name: CookieName, value?: string): string {
  return stringifySetCookie({
    name,
    value: value ?? '',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'strict',
    ...(name === '__Host-device' && { maxAge: deviceCookieDays * 86_400 }),
    ...(value === undefined && { maxAge: 0 }),
  })
}

function toResult(reply: HttpReply): APIGatewayProxyStructuredResultV2 {
  const { body } = reply
  const isBinary = Buffer.isBuffer(body)
  return {
    statusCode: reply.status,
    headers: {
      'cache-control': 'no-store',
      ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...reply.headers,
    },
    ...(reply.cookies && { cookies: reply.cookies }),
    ...(isBinary
      ? { body: body.toString('base64'), isBase64Encoded: true }
      : { body: JSON.stringify(body) }),
  }
}

function answerProblem(pipeline: MiddyRequest): void {
  const { error, event } = pipeline
  const problem = error instanceof Problem ? error : toProblem(error, event)
  const body = problemBody(problem)
  const { retryAfterSeconds, allow, completeLength } = problem.members
  pipeline.response = toResult({
    status: body.status,
    body,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(allow && { allow: allow.join(', ') }),
      ...(completeLength !== undefined && { 'content-range': `bytes */${completeLength}` }),
    },
  })
}

/** Failures of AWS or the network become `unavailable`. A `ValidationException` is a bug of ours. */
function toProblem(error: unknown, { routeKey, requestContext }: APIGatewayProxyEventV2): Problem {
  const problem = isAwsError(error)
    ? new Problem('unavailable', { retryAfterSeconds: unavailableRetrySeconds })
    : new Problem('internal-error')
  journal({
    event: 'request.failed',
    route: routeKey,
    requestId: requestContext.requestId,
    code: problem.code,
    error: nameOf(error),
    frames: framesOf(error),
  })
  return problem
}

function isAwsError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, code, $metadata } = error as Error & { code?: string; $metadata?: object }
  if ($metadata) return name !== 'ValidationException'
  return sdkErrorNames.includes(name) || /^E(?!RR_)[A-Z]/.test(String(code))
}

const sdkErrorNames = ['TimeoutError', 'RequestTimeout', 'CredentialsProviderError', 'AbortError']
