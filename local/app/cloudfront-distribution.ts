import type { Resource, Template } from './template.ts'

interface ForwardedFields {
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
  pathPrefix: string
  customHeaders: Record<string, string>
}

export interface Behaviour {
  pathPattern: string
  allowedMethods: string[]
  origin: SiteOrigin | ApiOrigin
  forwardedFields: ForwardedFields
  viewerRequestCode: string | undefined
  responseHeaders: Record<string, string>
}

export interface Distribution {
  id: string
  domainName: string
  /** CloudFront uses the first match; the default behaviour is last. */
  behaviours: Behaviour[]
}

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation's JSON is untyped
type Json = Record<string, any>

export function readDistributions(template: Template): Distribution[] {
  const { DistributionId } = template.outputs()
  const isVotersSite = (resource: Resource) => template.attribute(resource) === DistributionId
  return template
    .findAll('AWS::CloudFront::Distribution')
    .toSorted((a, b) => Number(isVotersSite(b)) - Number(isVotersSite(a)))
    .map((resource) => readDistribution(template, resource))
}

function readDistribution(template: Template, resource: Resource): Distribution {
  const config = template.property(resource, 'DistributionConfig') as Json
  const origins = new Map<string, SiteOrigin | ApiOrigin>(
    config.Origins.map((origin: Json) => [origin.Id, readOrigin(template, origin)]),
  )
  const behaviours: Json[] = [...(config.CacheBehaviors ?? []), config.DefaultCacheBehavior]
  return {
    id: template.attribute(resource),
    domainName: config.Aliases?.[0] ?? template.attribute(resource, 'DomainName'),
    behaviours: behaviours.map((behaviour) => ({
      pathPattern: behaviour.PathPattern ?? '*',
      allowedMethods: behaviour.AllowedMethods ?? ['GET', 'HEAD'],
      origin: origins.get(behaviour.TargetOriginId) as SiteOrigin | ApiOrigin,
      forwardedFields: readForwardedFields(template, behaviour.OriginRequestPolicyId),
      viewerRequestCode: readViewerRequestCode(template, behaviour),
      responseHeaders: readResponseHeaders(template, behaviour.ResponseHeadersPolicyId),
    })),
  }
}

function readOrigin(template: Template, origin: Json): SiteOrigin | ApiOrigin {
  const {
    DomainName: domainName,
    OriginPath: pathPrefix = '',
    OriginCustomHeaders: headers,
  } = origin
  const bucket = template.find('AWS::S3::Bucket', domainName, 'RegionalDomainName')
  if (bucket) return { kind: 'site', bucket: template.attribute(bucket) }
  const customHeaders = (headers ?? []).map(({ HeaderName, HeaderValue }: Json) => [
    HeaderName.toLowerCase(),
    HeaderValue,
  ])
  return { kind: 'api', domainName, pathPrefix, customHeaders: Object.fromEntries(customHeaders) }
}

function readViewerRequestCode(template: Template, behaviour: Json): string | undefined {
  const [association] = behaviour.FunctionAssociations ?? []
  const arn = association?.FunctionARN
  const edgeFunction = arn && template.find('AWS::CloudFront::Function', arn, 'FunctionARN')
  return edgeFunction && String(template.property(edgeFunction, 'FunctionCode'))
}

function readForwardedFields(template: Template, id: unknown): ForwardedFields {
  const policy = template.find('AWS::CloudFront::OriginRequestPolicy', id)
  if (!policy) return { headers: [], cookies: [] }
  const config = template.property(policy, 'OriginRequestPolicyConfig') as Json
  const { HeadersConfig, CookiesConfig } = config
  return {
    headers: HeadersConfig.Headers.map((name: string) => name.toLowerCase()),
    cookies: CookiesConfig.Cookies,
  }
}

function readResponseHeaders(template: Template, id: unknown): Record<string, string> {
  const policy = template.find('AWS::CloudFront::ResponseHeadersPolicy', id)
  if (!policy) return {}
  const config = template.property(policy, 'ResponseHeadersPolicyConfig') as Json
  const { SecurityHeadersConfig: securityConfig = {}, CustomHeadersConfig: customConfig = {} } =
    config
  return Object.fromEntries([
    ...Object.entries<Json>(securityConfig).map(([name, value]) => securityHeader(name, value)),
    ...(customConfig.Items ?? []).map(({ Header, Value }: Json) => [Header.toLowerCase(), Value]),
  ])
}

function securityHeader(name: string, value: Json): [string, string] {
  switch (name) {
    case 'ContentSecurityPolicy':
      return ['content-security-policy', value.ContentSecurityPolicy]
    case 'ContentTypeOptions':
      return ['x-content-type-options', 'nosniff']
    case 'FrameOptions':
      return ['x-frame-options', value.FrameOption]
    case 'ReferrerPolicy':
      return ['referrer-policy', value.ReferrerPolicy]
    case 'StrictTransportSecurity': {
      const subdomainsText = value.IncludeSubdomains ? '; includeSubDomains' : ''
      return [
        'strict-transport-security',
        `max-age=${value.AccessControlMaxAgeSec}${subdomainsText}`,
      ]
    }
    default:
      throw new Error(`The local run does not know the security header ${name}`)
  }
}
