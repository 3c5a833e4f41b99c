import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { type Answer, serveAnswers, xmlAnswer } from '../../local/answers.ts'
import type { ApiOrigin, Distribution } from '../../local/app/cloudfront-distribution.ts'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import type { Secrets } from '../../local/secrets.ts'
import { edgeCode } from './deployed-code.ts'

type EdgeApp = Pick<SynthesisedApp, 'distribution' | 'staff' | 'templates'>

/** Until all edges have an update, which takes minutes on AWS; until then a request may meet either. */
const propagationMilliseconds = 2000

/**
 * The part of CloudFront's API that reads functions, and reads and changes origin headers.
 * CloudFormation resolves secrets when it creates a distribution, so a later value needs an update, which edges take
 * one after another.
 */
export async function startCloudFrontApi(
  app: EdgeApp,
  secrets: Pick<Secrets, 'resolveReferences'>,
) {
  const distributions = [app.distribution, ...(app.staff ? [app.staff.distribution] : [])]
  const added = new Map(distributions.map((one) => [one.id, addedAtFirst(one, secrets)]))

  function answer(method: string, path: string, match: string, sent: string): Answer {
    const [, kind, name = ''] = /\/(function|distribution)\/([^/?]+)/.exec(path) ?? []
    if (kind === 'function') return xmlAnswer(edgeCode(app, name))
    const one = added.get(name)
    if (!one) return xmlAnswer(errorOf('NoSuchDistribution'), 404)
    if (method === 'PUT') {
      if (match !== one.etag) return xmlAnswer(errorOf('PreconditionFailed'), 412)
      const headers = { ...one.headers, ...headersIn(sent) }
      const deployedAt = Date.now() + propagationMilliseconds
      Object.assign(one, { before: one.headers, headers, deployedAt, etag: randomUUID() })
    }
    const state = Date.now() < one.deployedAt ? 'InProgress' : 'Deployed'
    const config = configOf(one.headers)
    const whole = `<Distribution><Id>${name}</Id><Status>${state}</Status>${config}</Distribution>`
    return { ...xmlAnswer(path.endsWith('/config') ? config : whole), headers: { etag: one.etag } }
  }

  const server = await serveAnswers(async (request) => {
    const { method = '', url = '', headers } = request
    return answer(method, url, headers['if-match'] ?? '', await text(request))
  })
  return {
    ...server,
    /** Headers that the edge serving this request adds for the origin. */
    originHeaders({ id }: Pick<Distribution, 'id'>): Record<string, string> {
      const one = added.get(id)
      if (!one) return {}
      return Date.now() < one.deployedAt && Math.random() < 0.5 ? one.before : one.headers
    },
  }
}

function addedAtFirst(
  { behaviours }: Pick<Distribution, 'behaviours'>,
  secrets: Pick<Secrets, 'resolveReferences'>,
) {
  const isApi = (origin: Distribution['behaviours'][number]['origin']): origin is ApiOrigin =>
    origin.kind === 'api'
  const origin = behaviours.map((behaviour) => behaviour.origin).find(isApi)
  const headers = Object.fromEntries(
    Object.entries(origin?.customHeaders ?? {}).map(([name, value]) => [
      name,
      secrets.resolveReferences(value),
    ]),
  )
  /** Milliseconds: the time at which all edges have the update. */
  const deployedAt = 0
  return { headers, before: headers, deployedAt, etag: randomUUID() }
}

const errorOf = (code: string) =>
  `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`

function headersIn(xml: string): Record<string, string> {
  const pattern = /<HeaderName>([^<]*)<\/HeaderName>\s*<HeaderValue>([^<]*)<\/HeaderValue>/g
  return Object.fromEntries([...xml.matchAll(pattern)].map(([, name, value]) => [name, value]))
}

// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistributionConfig.html
function configOf(headers: Record<string, string>): string {
  const items = Object.entries(headers).map(
    ([name, value]) =>
      `<OriginCustomHeader><HeaderName>${name}</HeaderName><HeaderValue>${value}</HeaderValue></OriginCustomHeader>`,
  )
  return `<DistributionConfig><Origins><Quantity>1</Quantity><Items><Origin><Id>api</Id><DomainName>api</DomainName><CustomHeaders><Quantity>${items.length}</Quantity><Items>${items.join('')}</Items></CustomHeaders></Origin></Items></Origins></DistributionConfig>`
}
