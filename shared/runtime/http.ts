import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { CookieName } from '../contract/cookie-name.ts'
import { deviceDays } from '../domain/account/known-browser.ts'
import { networkOf } from '../domain/account/network-of-address.ts'
import { readSessionCookie, type SessionClaim } from '../domain/account/session.ts'
import { openCookie, signCookie } from '../domain/account/signed-cookie.ts'
import {
  type CookieKeys,
  deriveCookieKeys,
  matches,
  type OriginTokens,
  originHeaderName,
} from '../domain/keys.ts'
import { readJson } from './check-body.ts'
import type { ElectionTime } from './election-time.ts'
import { framesOf } from './frames.ts'
import { journal, nameOf } from './journal.ts'
import { Problem, problemBody } from './problem.ts'

/** When to try again after a failure that is not ours. */
const unavailableSeconds = 5

/** What a route learns of a request once the pipeline has checked it. */
export interface HttpRequest {
  /** Parsed JSON body; undefined when there is none. Nothing in it is checked yet. */
  json: unknown
  /** As API Gateway names it: `POST /api/session`. */
  route: string
  path: string
  pathParameters: Readonly<Record<string, string | undefined>>
  /** That the path names; empty of other paths. */
  reissueId: string
  /** What the cookies that we sealed claim; the tables have still to confirm it. */
  spaceClaim: SessionClaim | undefined
  boothClaim: SessionClaim | undefined
  /** What another cookie holds that we sealed. */
  openedCookie(name: SessionCookieName): string | undefined
  /** Of the page that calls, as its browser says; absent of programs, and where CloudFront hands it not on. */
  origin: string | undefined
  /** What tells a known browser, as it came. */
  deviceCookie: string | undefined
  /** The part of the answer that is asked for, as it came. */
  range: string | undefined
  /** The client's IPv4 address or IPv6 network, as CloudFront saw it. */
  clientNetwork: string
  /** A session's cookie, to be set: only one that is sealed claims anything when it comes back. */
  sessionCookie(name: SessionCookieName, value: string): string
}

type SessionCookieName = Exclude<CookieName, '__Host-device'>

export interface HttpReply {
  status: number
  /** Bytes are sent as they are, anything else as JSON. */
  body?: unknown
  cookies?: string[]
  headers?: Record<string, string>
}

type Pipeline = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>

/**
 * The pipeline of every route: only through CloudFront, only small JSON bodies, every refusal and
 * failure as `application/problem+json`.
 * @param originTokens what CloudFront proves itself with
 * @param time of a route that knows the election's
 * @param whileSuspended what it does then: `answers` what voters must always be able to see, stop or end
 */
export function httpHandler(
  originTokens: () => Promise<OriginTokens>,
  respond: (request: HttpRequest) => Promise<HttpReply>,
  time?: Pick<ElectionTime, 'refresh' | 'suspendedSince'>,
  whileSuspended: 'refuses' | 'answers' = 'refuses',
) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use({ after: noteSlow, onError: answerProblem })
    .before(async ({ event }) => refuseOtherOrigins(event, await originTokens()))
    .before(({ event }) => refuseOtherSites(event))
    .before(async () => {
      await time?.refresh()
      if (whileSuspended === 'refuses' && time?.suspendedSince()) throw new Problem('suspended')
    })
    .handler(async (event) => {
      const keys = deriveCookieKeys(await originTokens())
      return toResult(await respond(readRequest(event, keys)))
    })
}

function refuseOtherOrigins(event: APIGatewayProxyEventV2, tokens: OriginTokens): void {
  const given = event.headers[originHeaderName]
  if (given && tokens.some((token) => matches(given, token))) return
  journal({ event: 'origin.refused' })
  throw new Problem('forbidden')
}

/**
 * Browsers say from which site a call comes. Only our own pages may change something. Programs and old
 * browsers say nothing: for those, the cookies are `SameSite=Strict` and bodies are JSON.
 */
function refuseOtherSites({ headers, requestContext }: APIGatewayProxyEventV2): void {
  if (['GET', 'HEAD'].includes(requestContext.http.method)) return
  if (['same-origin', 'none'].includes(headers['sec-fetch-site'] ?? 'none')) return
  journal({ event: 'site.refused' })
  throw new Problem('forbidden')
}

function readRequest(event: APIGatewayProxyEventV2, keys: CookieKeys): HttpRequest {
  const cookies = parseCookie(event.cookies?.join('; ') ?? '')
  const openedCookie = (name: SessionCookieName) => openCookie(keys, name, cookies[name])
  return {
    get json() {
      return readJson(event)
    },
    route: event.routeKey,
    path: pathOf(event),
    pathParameters: event.pathParameters ?? {},
    // The cut may leave half a surrogate pair, which DynamoDB cannot look for.
    reissueId: (event.pathParameters?.id ?? '').slice(0, 64).toWellFormed(),
    spaceClaim: readSessionCookie(openedCookie('__Host-session')),
    boothClaim: readSessionCookie(openedCookie('__Host-booth')),
    openedCookie,
    origin: event.headers.origin,
    deviceCookie: cookies['__Host-device'],
    range: event.headers.range,
    clientNetwork: networkOf(
      (event.headers['cloudfront-viewer-address'] ?? '').replace(/:\d+$/, ''),
    ),
    sessionCookie: (name, value) => cookie(name, signCookie(keys, name, value)),
  }
}

/** API Gateway puts a stage's name before the path, unless it is `$default`. */
function pathOf({ rawPath, requestContext }: APIGatewayProxyEventV2): string {
  const prefix = `/${requestContext.stage}`
  return rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : rawPath
}

/** A cookie of the contract; without a value, one that clears it. */
export function cookie(name: CookieName, value?: string): string {
  return stringifySetCookie({
    name,
    value: value ?? '',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'strict',
    ...(name === '__Host-device' && { maxAge: deviceDays * 86_400 }),
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

/** Beyond, somebody waits before a page. */
const slowMilliseconds = 1000

/** Of the others, Lambda's own line and API Gateway's, if there is one, say as much. */
function noteSlow({ event: { routeKey, requestContext }, response }: Pipeline): void {
  const { requestId, timeEpoch } = requestContext
  const milliseconds = Date.now() - timeEpoch
  if (!(milliseconds > slowMilliseconds)) return
  const status = response?.statusCode ?? 200
  journal({ event: 'request.slow', route: routeKey, requestId, status, milliseconds })
}

function answerProblem(pipeline: Pipeline): void {
  const { error, event } = pipeline
  const problem = error instanceof Problem ? error : failure(error, event)
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
  noteSlow(pipeline)
}

/** A failure of an AWS service or of the way to it is `unavailable`; any other is our own mistake. */
function failure(error: unknown, { routeKey, requestContext }: APIGatewayProxyEventV2): Problem {
  const problem = isOfAws(error)
    ? new Problem('unavailable', { retryAfterSeconds: unavailableSeconds })
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

/** What an AWS service answered, but that a call of ours is malformed, or what the way to it threw. */
function isOfAws(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, code, $metadata } = error as Error & { code?: string; $metadata?: object }
  if ($metadata) return name !== 'ValidationException'
  return waysThatFail.includes(name) || /^E(?!RR_)[A-Z]/.test(String(code))
}

/** Errors that the SDK throws when it got no answer, or no credentials to ask with. */
const waysThatFail = ['TimeoutError', 'RequestTimeout', 'CredentialsProviderError', 'AbortError']
