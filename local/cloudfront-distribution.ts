import type { Resource, Template } from './template.ts'

/** What CloudFront lets through to an origin: names in lower case, or everything. */
export interface Forwarded {
  headers: (name: string) => boolean
  cookies: (name: string) => boolean
  queryStrings: (name: string) => boolean
}

export interface SiteOrigin {
  kind: 'site'
  bucket: string
  /** S3 says 404 for an absent object to who may list the bucket, and 403 to anyone else. */
  absentStatus: 403 | 404
}

export interface ApiOrigin {
  kind: 'api'
  domainName: string
  /** May hold `{{resolve:secretsmanager:…}}`. */
  customHeaders: Record<string, string>
}

export interface Behaviour {
  pathPattern: string
  allowedMethods: string[]
  origin: SiteOrigin | ApiOrigin
  forwarded: Forwarded
  /** Source of the CloudFront Function that runs on the viewer's request. */
  viewerRequestCode: string | undefined
  responseHeaders: Record<string, string>
  removedResponseHeaders: string[]
}

export interface Distribution {
  domainName: string
  /** In the order in which CloudFront tries them: the default behaviour is the last. */
  behaviours: Behaviour[]
}

type Json = Record<string, unknown>

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
const managedPolicies: Record<string, Json> = {
  // CachingDisabled, CachingOptimized
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': {},
  '658327ea-f89d-4fab-a63d-7e88639e58f6': {},
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  },
}

export function readDistribution(template: Template): Distribution | undefined {
  const [resource, ...others] = template.ofType('AWS::CloudFront::Distribution')
  if (!resource) return undefined
  if (others.length > 0) throw new Error('The local run serves one distribution only')
  const config = template.property(resource, 'DistributionConfig') as Json & {
    CacheBehaviors?: Json[]
    DefaultCacheBehavior: Json
    Origins: Json[]
    CustomErrorResponses?: Json[]
  }
  if (config.CustomErrorResponses?.some((response) => response.ResponsePagePath)) {
    throw new Error(`${resource.id}: the local run does not emulate error pages`)
  }
  const origins = new Map(config.Origins.map((origin) => [origin.Id, readOrigin(template, origin)]))
  const behaviours = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior]
  return {
    domainName: template.attribute(resource, 'DomainName'),
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
  if (bucket) {
    const name = template.attribute(bucket)
    return { kind: 'site', bucket: name, absentStatus: mayList(template, name) ? 404 : 403 }
  }
  const headers = (origin.OriginCustomHeaders ?? []) as {
    HeaderName: string
    HeaderValue: string
  }[]
  return {
    kind: 'api',
    domainName,
    customHeaders: Object.fromEntries(
      headers.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    ),
  }
}

function mayList(template: Template, bucket: string): boolean {
  return template
    .ofType('AWS::S3::BucketPolicy')
    .filter((policy) => template.property(policy, 'Bucket') === bucket)
    .flatMap((policy) => (policy.properties.PolicyDocument as { Statement: Json[] }).Statement)
    .some(
      (statement) =>
        statement.Effect === 'Allow' &&
        JSON.stringify(statement.Principal).includes('cloudfront.amazonaws.com') &&
        [statement.Action].flat().includes('s3:ListBucket'),
    )
}

function readBehaviour(
  template: Template,
  behaviour: Json,
  origin: SiteOrigin | ApiOrigin,
): Behaviour {
  const associations = (behaviour.FunctionAssociations ?? []) as {
    EventType: string
    FunctionARN: string
  }[]
  const other = associations.find(({ EventType }) => EventType !== 'viewer-request')
  if (other)
    throw new Error(`The local run does not run CloudFront functions on ${other.EventType}`)
  if (behaviour.LambdaFunctionAssociations) {
    throw new Error('The local run does not run Lambda@Edge')
  }
  const [viewerRequest] = associations
  return {
    pathPattern: String(behaviour.PathPattern ?? '*'),
    allowedMethods: (behaviour.AllowedMethods ?? ['GET', 'HEAD']) as string[],
    origin,
    forwarded: anyOf(
      readForwarded(
        template,
        behaviour.CachePolicyId,
        'AWS::CloudFront::CachePolicy',
        (config) => config.CachePolicyConfig as Json,
      ),
      readForwarded(
        template,
        behaviour.OriginRequestPolicyId,
        'AWS::CloudFront::OriginRequestPolicy',
        (config) => config.OriginRequestPolicyConfig as Json,
      ),
    ),
    viewerRequestCode: viewerRequest && functionCode(template, viewerRequest.FunctionARN),
    ...readResponseHeaders(template, behaviour.ResponseHeadersPolicyId),
  }
}

function functionCode(template: Template, arn: string): string {
  const found = template
    .ofType('AWS::CloudFront::Function')
    .find((candidate) => template.attribute(candidate, 'FunctionARN') === arn)
  if (!found) throw new Error(`No CloudFront function has the ARN ${arn}`)
  return String(template.property(found, 'FunctionCode'))
}

function byId(template: Template, type: string, id: unknown): Resource {
  const found = template.ofType(type).find((candidate) => template.attribute(candidate) === id)
  if (!found) throw new Error(`The local run does not know the policy ${id} (${type})`)
  return found
}

function readForwarded(
  template: Template,
  id: unknown,
  type: string,
  configOf: (properties: Json) => Json,
): Forwarded {
  const config =
    id === undefined
      ? {}
      : (managedPolicies[String(id)] ?? configOf(customPolicy(template, type, id)))
  const parameters = (config.ParametersInCacheKeyAndForwardedToOrigin ?? config) as Record<
    string,
    Json | undefined
  >
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = parameters
  return {
    headers: selection(HeadersConfig?.HeaderBehavior, lowerCased(HeadersConfig?.Headers)),
    cookies: selection(CookiesConfig?.CookieBehavior, CookiesConfig?.Cookies),
    queryStrings: selection(
      QueryStringsConfig?.QueryStringBehavior,
      QueryStringsConfig?.QueryStrings,
    ),
  }
}

function customPolicy(template: Template, type: string, id: unknown): Json {
  const { properties, id: logicalId } = byId(template, type, id)
  return template.resolve(properties, logicalId) as Json
}

// Names of headers have no case, those of cookies and query parameters have.
function lowerCased(names: unknown = []): string[] {
  return (names as string[]).map((name) => name.toLowerCase())
}

function selection(behaviour: unknown = 'none', list: unknown = []): (name: string) => boolean {
  const listed = list as string[]
  switch (behaviour) {
    case 'none':
      return () => false
    case 'all':
    case 'allViewer':
      return (name) => !name.startsWith('cloudfront-')
    case 'allExcept':
      return (name) => !listed.includes(name) && !name.startsWith('cloudfront-')
    case 'whitelist':
      return (name) => listed.includes(name)
    case 'allViewerAndWhitelistCloudFront':
      return (name) => !name.startsWith('cloudfront-') || listed.includes(name)
    default:
      throw new Error(`The local run does not know what a policy that forwards ${behaviour} does`)
  }
}

const anyOf = (one: Forwarded, other: Forwarded): Forwarded => ({
  headers: (name) => one.headers(name) || other.headers(name),
  cookies: (name) => one.cookies(name) || other.cookies(name),
  queryStrings: (name) => one.queryStrings(name) || other.queryStrings(name),
})

function readResponseHeaders(
  template: Template,
  id: unknown,
): Pick<Behaviour, 'responseHeaders' | 'removedResponseHeaders'> {
  if (id === undefined) return { responseHeaders: {}, removedResponseHeaders: [] }
  const policy = byId(template, 'AWS::CloudFront::ResponseHeadersPolicy', id)
  const config = template.property(policy, 'ResponseHeadersPolicyConfig') as Record<string, Json>
  const { SecurityHeadersConfig = {}, CustomHeadersConfig, RemoveHeadersConfig } = config
  if (config.CorsConfig) throw new Error(`${policy.id}: the local run does not emulate CORS`)
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(SecurityHeadersConfig as Record<string, Json>)) {
    const [header, text] = securityHeader(name, value)
    headers[header] = text
  }
  const customHeaders = CustomHeadersConfig?.Items as { Header: string; Value: string }[]
  for (const { Header, Value } of customHeaders ?? []) headers[Header.toLowerCase()] = Value
  const removed = RemoveHeadersConfig?.Items as { Header: string }[]
  return {
    responseHeaders: headers,
    removedResponseHeaders: (removed ?? []).map(({ Header }) => Header.toLowerCase()),
  }
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
      const flags = [
        `max-age=${value.AccessControlMaxAgeSec}`,
        ...(value.IncludeSubdomains ? ['includeSubDomains'] : []),
        ...(value.Preload ? ['preload'] : []),
      ]
      return ['strict-transport-security', flags.join('; ')]
    }
    case 'XSSProtection':
      return ['x-xss-protection', value.Protection ? '1; mode=block' : '0']
    default:
      throw new Error(`The local run does not know the security header ${name}`)
  }
}
