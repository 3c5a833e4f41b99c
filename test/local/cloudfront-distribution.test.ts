import { describe, expect, it } from 'vitest'
import { type Behaviour, readDistribution } from '../../local/cloudfront-distribution.ts'
import { Template } from '../../local/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'

const pages = {
  Id: 'pages',
  DomainName: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] },
}
const api = {
  Id: 'api',
  DomainName: 'abc.execute-api.eu-west-3.amazonaws.com',
  OriginCustomHeaders: [{ HeaderName: 'X-Origin-Token', HeaderValue: 'token' }],
}
const requestPolicy = {
  Type: 'AWS::CloudFront::OriginRequestPolicy',
  Properties: {
    OriginRequestPolicyConfig: {
      HeadersConfig: {
        HeaderBehavior: 'whitelist',
        Headers: ['Content-Type', 'CloudFront-Viewer-Address'],
      },
      CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['__Host-session'] },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    },
  },
}
const headersPolicy = {
  Type: 'AWS::CloudFront::ResponseHeadersPolicy',
  Properties: {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentTypeOptions: { Override: true },
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 60,
          IncludeSubdomains: true,
          Override: true,
        },
      },
      CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-store' }] },
      RemoveHeadersConfig: { Items: [{ Header: 'Server' }] },
    },
  },
}

function read(changes: object, others: object = {}) {
  const config = {
    DefaultRootObject: 'index.html',
    Origins: [pages, api],
    DefaultCacheBehavior: { TargetOriginId: 'pages', CachePolicyId: cachingDisabled },
    CacheBehaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api', ...changes }],
  }
  const template = new Template(
    {
      Resources: {
        Pages: { Type: 'AWS::S3::Bucket' },
        Requests: requestPolicy,
        Headers: headersPolicy,
        Site: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: config } },
        ...others,
      },
    },
    place,
  )
  const distribution = readDistribution(template)
  if (!distribution) throw new Error('The template has a distribution, and none was read')
  const [apiBehaviour, defaultBehaviour] = distribution.behaviours as [Behaviour, Behaviour]
  return { distribution, apiBehaviour, defaultBehaviour }
}

describe('what reaches the API', () => {
  it('is the headers on the list, in any case of the list', () => {
    const { forwarded } = read({ OriginRequestPolicyId: { Ref: 'Requests' } }).apiBehaviour
    expect(forwarded.headers('content-type')).toBe(true)
    expect(forwarded.headers('cloudfront-viewer-address')).toBe(true)
    expect(forwarded.headers('x-origin-token')).toBe(false)
    expect(forwarded.headers('authorization')).toBe(false)
  })

  it('is the cookies on the list, whose names have a case', () => {
    const { forwarded } = read({ OriginRequestPolicyId: { Ref: 'Requests' } }).apiBehaviour
    expect(forwarded.cookies('__Host-session')).toBe(true)
    expect(forwarded.cookies('__host-session')).toBe(false)
    expect(forwarded.cookies('other')).toBe(false)
    expect(forwarded.queryStrings('x')).toBe(false)
  })

  it('is everything but the host under the managed policy for it', () => {
    const { forwarded } = read({ OriginRequestPolicyId: allViewerExceptHost }).apiBehaviour
    expect(forwarded.headers('x-any')).toBe(true)
    expect(forwarded.headers('host')).toBe(false)
    expect(forwarded.cookies('any')).toBe(true)
    expect(forwarded.queryStrings('any')).toBe(true)
  })

  it('is nothing without a policy', () => {
    const { forwarded } = read({ CachePolicyId: cachingDisabled }).apiBehaviour
    expect(forwarded.headers('content-type')).toBe(false)
    expect(forwarded.cookies('__Host-session')).toBe(false)
  })

  it('carries the header that CloudFront proves itself with', () => {
    expect(read({}).apiBehaviour.origin).toEqual({
      kind: 'api',
      domainName: api.DomainName,
      customHeaders: { 'x-origin-token': 'token' },
    })
  })
})

describe('a distribution', () => {
  it('tries its default behaviour last, and lets it read only', () => {
    const { distribution, defaultBehaviour } = read({ AllowedMethods: ['GET', 'POST'] })
    expect(distribution.behaviours.map(({ pathPattern }) => pathPattern)).toEqual(['/api/*', '*'])
    expect(distribution.behaviours[0]?.allowedMethods).toEqual(['GET', 'POST'])
    expect(defaultBehaviour.allowedMethods).toEqual(['GET', 'HEAD'])
  })

  it('gets 403 for an absent page, or 404 when it may list the bucket', () => {
    expect(read({}).defaultBehaviour.origin).toEqual({
      kind: 'site',
      bucket: 'pages',
      absentStatus: 403,
    })
    const mayList = {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Pages' },
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: ['s3:GetObject', 's3:ListBucket'],
              Principal: { Service: 'cloudfront.amazonaws.com' },
            },
          ],
        },
      },
    }
    expect(read({}, { PagesPolicy: mayList }).defaultBehaviour.origin).toMatchObject({
      absentStatus: 404,
    })
  })

  it('adds and removes the headers of its policy', () => {
    const { apiBehaviour } = read({ ResponseHeadersPolicyId: { Ref: 'Headers' } })
    expect(apiBehaviour.responseHeaders).toEqual({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'cache-control': 'no-store',
    })
    expect(apiBehaviour.removedResponseHeaders).toEqual(['server'])
  })

  it('is none in an app without one', () => {
    expect(readDistribution(new Template({ Resources: {} }, place))).toBeUndefined()
  })

  it.each([
    [{ TargetOriginId: 'nowhere' }, 'Site: unknown origin nowhere'],
    [{ CachePolicyId: 'unknown' }, 'does not know the policy unknown'],
    [{ LambdaFunctionAssociations: [{}] }, 'does not run Lambda@Edge'],
    [
      { FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'x' }] },
      'does not run CloudFront functions on viewer-response',
    ],
  ])('that needs what is not emulated fails: %j', (behaviour, message) => {
    expect(() => read(behaviour)).toThrow(message)
  })
})
