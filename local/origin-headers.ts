import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Distribution } from './app/cloudfront-distribution.ts'
import { listenOnLoopback } from './loopback.ts'
import type { Secrets } from './secrets.ts'

/** What CloudFront adds to what it sends to the API. */
export interface OriginHeaders {
  /** Of CloudFront's own API, as far as it reads and changes these. */
  endpoint: string
  /** As the edge sends them that serves this request. */
  now(): Record<string, string>
  stop(): Promise<void>
}

/**
 * CloudFormation resolves secrets when it makes the distribution: what a secret becomes later shows only in an update,
 * which the edges take one after another.
 * @param propagationMilliseconds until all edges have an update, minutes on AWS; before, each request may meet either
 */
export async function startOriginHeaders(
  { behaviours }: Distribution,
  secrets: Pick<Secrets, 'resolveReferences'>,
  propagationMilliseconds = 2000,
): Promise<OriginHeaders> {
  const origin = behaviours.map((behaviour) => behaviour.origin).find(({ kind }) => kind === 'api')
  const written = origin?.kind === 'api' ? origin.customHeaders : {}
  const findPage = behaviours.find((one) => one.viewerRequestCode)?.viewerRequestCode
  let headers = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, secrets.resolveReferences(value)]),
  )
  let before = headers
  let deployedAt = 0
  let etag = randomUUID()

  const server = await listenOnLoopback(async (request, response) => {
    if (request.url?.includes('/function/')) return replyCode(response, findPage)
    const isConfig = request.url?.endsWith('/config')
    if (request.method === 'PUT' && isConfig) {
      if (request.headers['if-match'] !== etag) return reply(response, 412, preconditionFailed)
      before = headers
      headers = { ...headers, ...headersIn(await text(request)) }
      deployedAt = Date.now() + propagationMilliseconds
      etag = randomUUID()
    }
    const status = Date.now() < deployedAt ? 'InProgress' : 'Deployed'
    reply(response, 200, isConfig ? configOf(headers) : distributionOf(status, headers), etag)
  })
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    now: () => (Date.now() < deployedAt && Math.random() < 0.5 ? before : headers),
    stop: server.close,
  }
}

const preconditionFailed =
  '<ErrorResponse><Error><Code>PreconditionFailed</Code></Error></ErrorResponse>'

function reply(response: ServerResponse, status: number, xml: string, etag = ''): void {
  response.writeHead(status, { 'content-type': 'text/xml', ...(etag && { etag }) })
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`)
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetFunction.html */
function replyCode(response: ServerResponse, code = ''): void {
  response.writeHead(200, { 'content-type': 'application/octet-stream' })
  response.end(code)
}

const pattern = /<HeaderName>([^<]*)<\/HeaderName>\s*<HeaderValue>([^<]*)<\/HeaderValue>/g

function headersIn(xml: string): Record<string, string> {
  return Object.fromEntries([...xml.matchAll(pattern)].map(([, name, value]) => [name, value]))
}

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionConfig.html
function configOf(headers: Record<string, string>): string {
  const items = Object.entries(headers).map(
    ([name, value]) =>
      `<OriginCustomHeader><HeaderName>${name}</HeaderName><HeaderValue>${value}</HeaderValue></OriginCustomHeader>`,
  )
  const custom = `<CustomHeaders><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></CustomHeaders>`
  const origin = `<Origin><Id>api</Id><DomainName>api</DomainName>${custom}</Origin>`
  const behaviour =
    '<TargetOriginId>api</TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>'
  return [
    '<DistributionConfig><CallerReference>local</CallerReference>',
    `<Origins><Quantity>1</Quantity><Items>${origin}</Items></Origins>`,
    `<DefaultCacheBehavior>${behaviour}</DefaultCacheBehavior>`,
    '<Comment>local</Comment><Enabled>true</Enabled></DistributionConfig>',
  ].join('')
}

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html
function distributionOf(status: string, headers: Record<string, string>): string {
  return `<Distribution><Id>local</Id><Status>${status}</Status>${configOf(headers)}</Distribution>`
}
