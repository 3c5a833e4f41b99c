import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Distribution } from '../app/cloudfront-distribution.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import { type LoopbackServer, listenOnLoopback } from '../loopback.ts'
import type { Secrets } from '../secrets.ts'

/** CloudFront's own API, as far as the team reads its functions, and reads and changes what it adds for an origin. */
export interface CloudFrontApi extends LoopbackServer {
  /** What a distribution adds to what it sends to its API, as the edge does that serves this request. */
  headersOf(distribution: Pick<Distribution, 'id'>): Record<string, string>
}

interface Added {
  headers: Record<string, string>
  before: Record<string, string>
  /** By all edges (ms). */
  deployedAt: number
  etag: string
}

/**
 * CloudFormation resolves secrets when it makes a distribution: what a secret becomes later shows only in an update,
 * which the edges take one after another.
 * @param propagationMilliseconds until all edges have an update, minutes on AWS; before, each request may meet either
 */
export async function startCloudFrontApi(
  { distribution, staff, code }: Pick<SynthesisedApp, 'distribution' | 'staff' | 'code'>,
  secrets: Pick<Secrets, 'resolveReferences'>,
  propagationMilliseconds = 2000,
): Promise<CloudFrontApi> {
  const distributions = [distribution, ...(staff ? [staff.distribution] : [])]
  const added = new Map(distributions.map((one) => [one.id, addedAtFirst(one, secrets)]))

  const server = await listenOnLoopback(async (request, response) => {
    const [, kind, name = '', config] = pathPattern.exec(request.url ?? '') ?? []
    const found = code.find(({ physicalId }) => physicalId.split('/').at(-1) === name)
    if (kind === 'function') return replyCode(response, found?.source)
    const one = added.get(name)
    if (!one) return reply(response, 404, errorOf('NoSuchDistribution'))
    if (request.method === 'PUT' && config) {
      if (request.headers['if-match'] !== one.etag)
        return reply(response, 412, errorOf('PreconditionFailed'))
      one.before = one.headers
      one.headers = { ...one.headers, ...headersIn(await text(request)) }
      one.deployedAt = Date.now() + propagationMilliseconds
      one.etag = randomUUID()
    }
    const status = Date.now() < one.deployedAt ? 'InProgress' : 'Deployed'
    const { headers, etag } = one
    reply(response, 200, config ? configOf(headers) : distributionOf(name, status, headers), etag)
  })
  return {
    ...server,
    headersOf({ id }) {
      const one = added.get(id)
      if (!one) return {}
      return Date.now() < one.deployedAt && Math.random() < 0.5 ? one.before : one.headers
    },
  }
}

function addedAtFirst(
  { behaviours }: Pick<Distribution, 'behaviours'>,
  secrets: Pick<Secrets, 'resolveReferences'>,
): Added {
  const origin = behaviours.map((behaviour) => behaviour.origin).find(({ kind }) => kind === 'api')
  const written = origin?.kind === 'api' ? origin.customHeaders : {}
  const headers = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, secrets.resolveReferences(value)]),
  )
  return { headers, before: headers, deployedAt: 0, etag: randomUUID() }
}

/** `/2020-05-31/distribution/E1/config` */
const pathPattern = /\/(function|distribution)\/([^/?]+)(\/config)?/

const errorOf = (code: string) =>
  `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`

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
function distributionOf(id: string, status: string, headers: Record<string, string>): string {
  return `<Distribution><Id>${id}</Id><Status>${status}</Status>${configOf(headers)}</Distribution>`
}
