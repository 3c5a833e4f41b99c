import { randomUUID } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { SynthesisedApp } from './app/read-app.ts'
import { FunctionError, type Lambdas } from './lambda.ts'

// HTTP API quotas: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const payloadLimitBytes = 10 * 1024 * 1024
const timeoutSeconds = 30

export interface HttpRequest {
  method: string
  path: string
  headers: Record<string, string[]>
  body: Buffer
  sourceIp: string
}

export interface HttpResponse {
  status: number
  headers: [name: string, value: string][]
  body: Buffer
}

export async function callApi(
  app: Pick<SynthesisedApp, 'api' | 'account'>,
  lambdas: Pick<Lambdas, 'invoke'>,
  request: HttpRequest,
): Promise<HttpResponse> {
  if (request.body.length > payloadLimitBytes)
    return failureResponse(413, 'Request Entity Too Large')
  const prefix = `/${app.api.stage}`
  if (!request.path.startsWith(`${prefix}/`)) return failureResponse(404, 'Not Found')
  const routeKeys = app.api.routes.map(({ key }) => key)
  const matchedRoute = matchRoute(routeKeys, request.method, request.path.slice(prefix.length))
  const route = matchedRoute && app.api.routes.find(({ key }) => key === matchedRoute.key)
  if (!route) return failureResponse(404, 'Not Found')
  const event = eventOf(app, request, matchedRoute)
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(resolve, timeoutSeconds * 1000, 'timeout')
  })
  try {
    const result = await Promise.race([lambdas.invoke(route.functionName, event), timeout])
    return result === 'timeout' ? failureResponse(503, 'Service Unavailable') : responseOf(result)
  } catch (error) {
    if (error instanceof FunctionError) return failureResponse(500, 'Internal Server Error')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

interface MatchedRoute {
  key: string
  pathParameters: Record<string, string>
}

/** Prefers an exact segment to `{name}`, `{name}` to `{name+}`, and a named method to ANY. */
export function matchRoute(keys: string[], method: string, path: string): MatchedRoute | undefined {
  const candidates = keys.flatMap((key) => {
    const [routeMethod, routePath] = key.split(' ') as [string, string]
    if (routeMethod !== method && routeMethod !== 'ANY') return []
    const pathParameters = matchPath(routePath, path)
    if (!pathParameters) return []
    const ranks = routePath
      .split('/')
      .map((segment) => (segment.endsWith('+}') ? 3 : segment.startsWith('{') ? 2 : 1))
    return [{ key, pathParameters, rank: `${ranks.join('')}${routeMethod === 'ANY' ? 2 : 1}` }]
  })
  const [bestMatch] = candidates.sort((left, right) => (left.rank < right.rank ? -1 : 1))
  return bestMatch && { key: bestMatch.key, pathParameters: bestMatch.pathParameters }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const expression = pattern
    .replace(/[.*?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  const match = new RegExp(`^${expression}$`).exec(path)
  if (!match) return undefined
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeSegment(value)]),
  )
}

export function eventOf(
  {
    api,
    account,
  }: { api: Omit<SynthesisedApp['api'], 'routes'>; account: SynthesisedApp['account'] },
  request: HttpRequest,
  { key, pathParameters }: MatchedRoute,
): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = request.headers
  const now = new Date()
  const isText = isTextType(headers['content-type']?.[0])
  return {
    version: '2.0',
    routeKey: key,
    rawPath: request.path,
    // CloudFront forwards no query string.
    rawQueryString: '',
    ...(cookie && { cookies: cookie.flatMap((line) => line.split(/;\s*/)) }),
    headers: {
      ...joinValues(headers),
      'content-length': String(request.body.length),
      host: api.domainName,
      'x-amzn-trace-id': `Root=1-${randomUUID()}`,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: account.accountId,
      apiId: api.domainName.split('.')[0] ?? '',
      domainName: api.domainName,
      domainPrefix: api.domainName.split('.')[0] ?? '',
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent']?.[0] ?? '',
      },
      requestId: randomUUID(),
      routeKey: key,
      stage: api.stage,
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  }
}

/** Stricter than API Gateway, which accepts a result without a status. */
export function responseOf(result: unknown): HttpResponse {
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded = false,
  } = (result ?? {}) as FunctionResponse
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') {
    return failureResponse(500, 'Internal Server Error')
  }
  return {
    status,
    headers: [
      ...Object.entries(headers).map(([name, value]): [string, string] => [
        name.toLowerCase(),
        String(value),
      ]),
      ...cookies.map((value): [string, string] => ['set-cookie', value]),
    ],
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  }
}

interface FunctionResponse {
  statusCode?: unknown
  headers?: Record<string, unknown>
  cookies?: string[]
  body?: unknown
  isBase64Encoded?: boolean
}

const failureResponse = (status: number, text: string) => jsonResponse(status, { message: text })

export function jsonResponse(status: number, value: object): HttpResponse {
  const headers: HttpResponse['headers'] = [['content-type', 'application/json']]
  return { status, headers, body: Buffer.from(JSON.stringify(value)) }
}

const joinValues = (headers: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(',')]))

// API Gateway passes bodies of these types as text, and others, such as forms, in base64.
const isTextType = (contentType = 'text/plain') =>
  /^(text\/|application\/(json|javascript|xml)\s*(;|$))/i.test(contentType)

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
