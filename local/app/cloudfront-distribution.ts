import type { Resource, Template } from './template.ts'

/** What CloudFront lets through to the API. No query string. */
interface Forwarded {
  /** In lower case. */
  headers: string[]
  cookies: string[]
}

export interface SiteOrigin {
  kind: 'site'
  bucket: string
}

export interface ApiOrigin {
  kind: 'api'
  domainName: string
  /** What comes before the path that a browser asks for; may be empty. */
  path: string
  /** May hold `{{resolve:secretsmanager:…}}`. */
  customHeaders: Record<string, string>
}

export interface Behaviour {
  pathPattern: string
  allowedMethods: string[]
  origin: SiteOrigin | ApiOrigin
  forwarded: Forwarded
  viewerRequestCode: string | undefined
  responseHeaders: Record<string, string>
}

export interface Distribution {
  id: string
  domainName: string
  /** In the order in which CloudFront tries them: the default behaviour is the last. */
  behaviours: Behaviour[]
}

type Json = Record<string, unknown>

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const managedCachePolicies = {
  CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
}

/** The voters' own first: it is what the stack's output names. */
export function readDistributions(template: Template): Distribution[] {
  const { DistributionId } = template.outputs()
  const isOfVoters = (resource: Resource) => template.attribute(resource) === DistributionId
  const all = template.ofType('AWS::CloudFront::Distribution')
  return [...all.filter(isOfVoters), ...all.filter((one) => !isOfVoters(one))].map((resource) =>
    readDistribution(template, resource),
  )
}

function readDistribution(template: Template, resource: Resource): Distribution {
  const config = template.property(resource, 'DistributionConfig') as Json & {
    CacheBehaviors?: Json[]
    DefaultCacheBehavior: Json
    Origins: Json[]
    CustomErrorResponses?: Json[]
    Aliases?: string[]
  }
  // Of an origin that cannot be reached, which no origin is here.
  const unseen = [502, 504]
  const shown = config.CustomErrorResponses?.filter((response) => response.ResponsePagePath) ?? []
  if (!shown.every(({ ErrorCode }) => unseen.includes(Number(ErrorCode)))) {
    throw new Error(`${resource.id}: the local run does not emulate error pages`)
  }
  const origins = new Map(config.Origins.map((origin) => [origin.Id, readOrigin(template, origin)]))
  const behaviours = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior]
  return {
    id: template.attribute(resource),
    domainName: config.Aliases?.[0] ?? template.attribute(resource, 'DomainName'),
    behaviours: behaviours.map((behaviour) => {
      const origin = origins.get(behaviour.TargetOriginId)
      if (!origin) throw new Error(`${resource.id}: unknown origin ${behaviour.TargetOriginId}`)
      return readBehaviour(template, behaviour, origin)
    }),
  }
}

function readOrigin(template: Template, origin: Json): SiteOrigin | ApiOrigin {
  const domainName = String(origin.DomainName)
  const bucket = template
    .ofType('AWS::S3::Bucket')
    .find((candidate) => domainName === template.attribute(candidate, 'RegionalDomainName'))
  if (bucket) return { kind: 'site', bucket: template.attribute(bucket) }
  const headers = (origin.OriginCustomHeaders ?? []) as {
    HeaderName: string
    HeaderValue: string
  }[]
  return {
    kind: 'api',
    domainName,
    path: String(origin.OriginPath ?? ''),
    customHeaders: Object.fromEntries(
      headers.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    ),
  }
}

function readBehaviour(
  template: Template,
  behaviour: Json,
  origin: SiteOrigin | ApiOrigin,
): Behaviour {
  const cachePolicy = String(behaviour.CachePolicyId)
  if (!Object.values(managedCachePolicies).includes(cachePolicy)) {
    throw new Error(`The local run does not know the cache policy ${cachePolicy}`)
  }
  if (behaviour.LambdaFunctionAssociations) {
    throw new Error('The local run does not run Lambda@Edge')
  }
  return {
    pathPattern: String(behaviour.PathPattern ?? '*'),
    allowedMethods: (behaviour.AllowedMethods ?? ['GET', 'HEAD']) as string[],
    origin,
    forwarded: readForwarded(template, behaviour.OriginRequestPolicyId),
    viewerRequestCode: readViewerRequestCode(template, behaviour),
    responseHeaders: readResponseHeaders(template, behaviour.ResponseHeadersPolicyId),
  }
}

function readViewerRequestCode(template: Template, behaviour: Json): string | undefined {
  const associations = (behaviour.FunctionAssociations ?? []) as {
    EventType: string
    FunctionARN: string
  }[]
  const other = associations.find(({ EventType }) => EventType !== 'viewer-request')
  if (other) {
    throw new Error(`The local run does not run CloudFront functions on ${other.EventType}`)
  }
  const [viewerRequest] = associations
  if (!viewerRequest) return undefined
  const found = template
    .ofType('AWS::CloudFront::Function')
    .find((one) => template.attribute(one, 'FunctionARN') === viewerRequest.FunctionARN)
  if (!found) throw new Error(`No CloudFront function has the ARN ${viewerRequest.FunctionARN}`)
  return String(template.property(found, 'FunctionCode'))
}

function policyOf(template: Template, type: string, id: unknown): Resource {
  const found = template.ofType(type).find((candidate) => template.attribute(candidate) === id)
  if (!found) throw new Error(`The local run does not know the policy ${id} (${type})`)
  return found
}

function readForwarded(template: Template, id: unknown): Forwarded {
  if (id === undefined) return { headers: [], cookies: [] }
  const policy = policyOf(template, 'AWS::CloudFront::OriginRequestPolicy', id)
  const config = template.property(policy, 'OriginRequestPolicyConfig') as Record<string, Json>
  const { HeadersConfig = {}, CookiesConfig = {}, QueryStringsConfig = {} } = config
  for (const [behaviour, known] of [
    [HeadersConfig.HeaderBehavior, 'whitelist'],
    [CookiesConfig.CookieBehavior, 'whitelist'],
    [QueryStringsConfig.QueryStringBehavior, 'none'],
  ]) {
    if (behaviour !== known) {
      throw new Error(`${policy.id}: the local run does not know what ${behaviour} forwards`)
    }
  }
  return {
    // Names of headers have no case, those of cookies have.
    headers: (HeadersConfig.Headers as string[]).map((name) => name.toLowerCase()),
    cookies: CookiesConfig.Cookies as string[],
  }
}

function readResponseHeaders(template: Template, id: unknown): Record<string, string> {
  if (id === undefined) return {}
  const policy = policyOf(template, 'AWS::CloudFront::ResponseHeadersPolicy', id)
  const { Name: _, ...config } = template.property(policy, 'ResponseHeadersPolicyConfig') as Json
  const { SecurityHeadersConfig = {}, CustomHeadersConfig = {}, ...others } = config
  for (const other of Object.keys(others)) {
    throw new Error(`${policy.id}: the local run does not emulate ${other}`)
  }
  const { Items: custom = [] } = CustomHeadersConfig as { Items?: CustomHeader[] }
  return Object.fromEntries([
    ...Object.entries(SecurityHeadersConfig as Record<string, Json>).map(([name, value]) =>
      securityHeader(name, value),
    ),
    ...custom.map(({ Header, Value }): [string, string] => [Header.toLowerCase(), Value]),
  ])
}

interface CustomHeader {
  Header: string
  Value: string
}

function securityHeader(name: string, value: Json): [string, string] {
  switch (name) {
    case 'ContentSecurityPolicy':
      return ['content-security-policy', String(value.ContentSecurityPolicy)]
    case 'ContentTypeOptions':
      return ['x-content-type-options', 'nosniff']
    case 'FrameOptions':
      return ['x-frame-options', String(value.FrameOption)]
    case 'ReferrerPolicy':
      return ['referrer-policy', String(value.ReferrerPolicy)]
    case 'StrictTransportSecurity': {
      const subdomains = value.IncludeSubdomains ? '; includeSubDomains' : ''
      return ['strict-transport-security', `max-age=${value.AccessControlMaxAgeSec}${subdomains}`]
    }
    default:
      throw new Error(`The local run does not know the security header ${name}`)
  }
}
