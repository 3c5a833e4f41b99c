import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { signCookie } from '../../shared/domain/account/signed-cookie.ts'
import { deriveCookieKeys } from '../../shared/domain/keys.ts'

export const originToken = 'what CloudFront proves itself with'

export const sentCookie = (name: '__Host-session' | '__Host-booth', value: string) =>
  `${name}=${signCookie(deriveCookieKeys([originToken]), name, value)}`

export function anApiEvent(changes: {
  body?: string
  base64?: boolean
  headers?: Record<string, string | undefined>
  cookies?: string[]
  path?: string
  method?: string
  pathParameters?: Record<string, string>
  prefix?: string
}): APIGatewayProxyEventV2 {
  const { body, base64 = false, headers, cookies, path = '/api/test', method = 'POST' } = changes
  const { prefix = '/secret' } = changes
  const rawPath = prefix + path
  return {
    version: '2.0',
    routeKey: `${method} ${routeOf(path, changes.pathParameters)}`,
    rawPath,
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      'x-origin-token': originToken,
      'cloudfront-viewer-address': '198.51.100.7:46532',
      ...headers,
    },
    ...(cookies && { cookies }),
    ...(changes.pathParameters && { pathParameters: changes.pathParameters }),
    ...(body !== undefined && { body }),
    isBase64Encoded: base64,
    requestContext: {
      requestId: 'request-1',
      http: { method, path: rawPath },
      stage: prefix.slice(1) || '$default',
    } as APIGatewayProxyEventV2['requestContext'],
  }
}

const routeOf = (path: string, parameters: Record<string, string> = {}) =>
  Object.entries(parameters).reduce(
    (route, [name, value]) => route.replace(value, `{${name}}`),
    path,
  )

type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>

export type Answer = Awaited<ReturnType<typeof call>>

export async function call(handler: unknown, event: Parameters<typeof anApiEvent>[0] = {}) {
  const result = await (handler as Handler)(anApiEvent(event), {} as Context)
  const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8')
  const text = bytes.toString()
  return {
    status: result.statusCode ?? 0,
    headers: result.headers as Record<string, string>,
    cookies: result.cookies ?? [],
    bytes,
    text,
    json: (/json/.test(String(result.headers?.['content-type']))
      ? JSON.parse(text)
      : undefined) as unknown,
  }
}
