import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { callApi, type HttpRequest, type HttpResponse } from './api-gateway.ts'
import type { ApiOrigin, Behaviour, SiteOrigin } from './app/cloudfront-distribution.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import type { Lambdas } from './lambda.ts'
import { clientHasDisconnected, type LoopbackServer, listenOnLoopback } from './loopback.ts'
import type { Services } from './services.ts'

interface SiteObject {
  body: Buffer
  headers: Record<string, string>
}

interface ViewerRequest {
  request: HttpRequest
  query: URLSearchParams
  address: string
}

/** Above API Gateway's limit, so that the emulated API can answer 413. */
const readLimitBytes = 11 * 1024 * 1024

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html */
const alwaysForwardedHeaders = ['range']

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

export function startCloudFront(options: {
  app: SynthesisedApp
  lambdas: Pick<Lambdas, 'invoke'>
  originHeaders: Services['originHeaders']
  port: number
}): Promise<LoopbackServer> {
  const { app, lambdas, originHeaders, port } = options
  const objects = readObjects(app)
  const behaviours = app.distribution.behaviours.map((behaviour) => ({
    behaviour,
    matches: matcherOf(behaviour.pathPattern),
    edgeFunction: behaviour.viewerRequestCode && loadFunction(behaviour.viewerRequestCode),
  }))

  async function answer(viewerRequest: ViewerRequest): Promise<HttpResponse> {
    const { request, address } = viewerRequest
    const match = behaviours.find(({ matches }) => matches(request.path))
    if (!match) return textResponse(403, 'No behaviour of the distribution matches this path')
    const { behaviour, edgeFunction } = match
    if (!behaviour.allowedMethods.includes(request.method)) {
      return textResponse(
        403,
        'This distribution is not configured to allow this HTTP request method',
      )
    }
    const outcome = edgeFunction ? edgeFunction(viewerRequest) : request
    const response = 'status' in outcome ? outcome : await callOrigin(behaviour, outcome, address)
    return addPolicyHeaders(response, behaviour)
  }

  async function callOrigin(
    behaviour: Behaviour,
    request: HttpRequest,
    address: string,
  ): Promise<HttpResponse> {
    const { origin } = behaviour
    if (origin.kind === 'site') return readFromSite(objects, origin, request)
    return callApi(app, lambdas, apiRequestOf(behaviour, origin, request, address))
  }

  function apiRequestOf(
    behaviour: Behaviour,
    origin: ApiOrigin,
    request: HttpRequest,
    address: string,
  ): HttpRequest {
    const { forwardedFields } = behaviour
    const availableHeaders: Record<string, string[]> = {
      ...request.headers,
      'cloudfront-viewer-address': [address],
    }
    const headers = Object.fromEntries(
      Object.entries(availableHeaders).filter(
        ([name]) => forwardedFields.headers.includes(name) || alwaysForwardedHeaders.includes(name),
      ),
    )
    const cookies = cookiesOf(request).filter((cookie) =>
      forwardedFields.cookies.includes(cookie.split('=')[0] ?? ''),
    )
    return {
      ...request,
      path: origin.pathPrefix + request.path,
      headers: {
        'user-agent': ['Amazon CloudFront'],
        'x-amz-cf-id': [randomUUID()],
        ...headers,
        ...(cookies.length > 0 && { cookie: [cookies.join('; ')] }),
        ...Object.fromEntries(
          Object.entries(originHeaders(app.distribution, origin)).map(([name, value]) => [
            name,
            [value],
          ]),
        ),
      },
    }
  }

  return listenOnLoopback(async (request, response) => {
    try {
      const viewerRequest = await readViewerRequest(request)
      respond(response, await answer(viewerRequest), viewerRequest.request.method)
    } catch (error) {
      if (clientHasDisconnected(request, response)) return
      console.error('CloudFront failed:', error)
      if (!response.headersSent) respond(response, textResponse(502, 'CloudFront failed'), 'GET')
    }
  }, port)
}

async function readViewerRequest(request: IncomingMessage): Promise<ViewerRequest> {
  const chunks: Buffer[] = []
  let bodyLength = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bodyLength += chunk.length
    if (bodyLength <= readLimitBytes) chunks.push(chunk)
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?')
  const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket
  const ip = remoteAddress.replace(/^::ffff:/, '')
  const headers = Object.entries(request.headersDistinct)
    .filter(([name]) => !name.startsWith('cloudfront-') && name !== 'host')
    .map(([name, values]) => [name, values ?? []])
  return {
    address: `${ip}:${remotePort}`,
    query: new URLSearchParams(query),
    request: {
      method: request.method ?? 'GET',
      path,
      headers: Object.fromEntries(headers) as Record<string, string[]>,
      body: Buffer.concat(chunks),
      sourceIp: ip,
    },
  }
}

function cookiesOf(request: HttpRequest): string[] {
  return (request.headers.cookie ?? []).flatMap((line) => line.split(/;\s*/))
}

function readObjects({ siteDeployments }: SynthesisedApp): Map<string, SiteObject> {
  const objects = new Map<string, SiteObject>()
  for (const { bucket, directory, headers } of siteDeployments) {
    const systemHeaders = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      if (!statSync(join(directory, file)).isFile()) continue
      const contentType = contentTypes[extname(file)] ?? 'binary/octet-stream'
      objects.set(`${bucket}/${file}`, {
        body: readFileSync(join(directory, file)),
        headers: { 'content-type': contentType, ...systemHeaders },
      })
    }
  }
  return objects
}

function readFromSite(
  objects: Map<string, SiteObject>,
  origin: SiteOrigin,
  request: HttpRequest,
): HttpResponse {
  const object = objects.get(`${origin.bucket}${request.path}`)
  // Without the right to list the bucket, S3 answers 403 for a missing object.
  if (!object) return textResponse(403, 'Access denied')
  return { status: 200, headers: Object.entries(object.headers), body: object.body }
}

type EdgeFunction = (viewerRequest: ViewerRequest) => HttpRequest | HttpResponse

interface FunctionResult {
  uri?: string
  statusCode?: number
  headers?: Record<string, { value: string }>
  body?: string
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
function loadFunction(code: string): EdgeFunction {
  const handler = runInNewContext(`${code}\nhandler`) as (event: object) => FunctionResult
  return ({ request, query, address }): HttpRequest | HttpResponse => {
    const result = handler({
      version: '1.0',
      context: { eventType: 'viewer-request' },
      viewer: { ip: address },
      request: {
        method: request.method,
        uri: request.path,
        querystring: Object.fromEntries([...query].map(([name, value]) => [name, { value }])),
        headers: {},
        cookies: {},
      },
    })
    if (result.statusCode === undefined) return { ...request, path: result.uri ?? request.path }
    return {
      status: result.statusCode,
      headers: Object.entries(result.headers ?? {}).map(([name, { value }]): [string, string] => [
        name,
        value,
      ]),
      body: Buffer.from(result.body ?? ''),
    }
  }
}

function matcherOf(pattern: string): (path: string) => boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const expression = new RegExp(`^/?${source.replace(/^\//, '')}$`)
  return (path) => expression.test(path)
}

function addPolicyHeaders(response: HttpResponse, { responseHeaders }: Behaviour): HttpResponse {
  return {
    ...response,
    headers: [
      ...response.headers.filter(([name]) => !(name in responseHeaders)),
      ...Object.entries(responseHeaders),
    ],
  }
}

function textResponse(status: number, text: string): HttpResponse {
  return {
    status,
    headers: [['content-type', 'text/plain; charset=utf-8']],
    body: Buffer.from(`${text}\n`),
  }
}

function respond(
  response: ServerResponse,
  { status, headers, body }: HttpResponse,
  method: string,
): void {
  response.statusCode = status
  for (const [name, value] of headers) response.appendHeader(name, value)
  response.setHeader('content-length', body.length)
  response.end(method === 'HEAD' ? undefined : body)
}
