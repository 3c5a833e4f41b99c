import { describe, expect, it } from 'vitest'
import {
  type Behaviour,
  type Distribution,
  readDistributions,
} from '../../local/app/cloudfront-distribution.ts'
import { Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'

const pages = {
  Id: 'pages',
  DomainName: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] },
}
const api = {
  Id: 'api',
  DomainName: 'abc.execute-api.eu-west-3.amazonaws.com',
  OriginPath: '/secret',
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
      CustomHeadersConfig: {
        Items: [{ Header: 'Permissions-Policy', Value: 'usb=()', Override: true }],
      },
      SecurityHeadersConfig: {
        ContentTypeOptions: { Override: true },
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 60,
          IncludeSubdomains: true,
          Override: true,
        },
      },
    },
  },
}

function read(changes: object, others: object = {}) {
  const config = {
    DefaultRootObject: 'index.html',
    Origins: [pages, api],
    DefaultCacheBehavior: { TargetOriginId: 'pages', CachePolicyId: cachingDisabled },
    CacheBehaviors: [
      { PathPattern: '/api/*', TargetOriginId: 'api', CachePolicyId: cachingDisabled, ...changes },
    ],
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
  const [distribution] = readDistributions(template) as [Distribution]
  const [apiBehaviour, defaultBehaviour] = distribution.behaviours as [Behaviour, Behaviour]
  return { distribution, apiBehaviour, defaultBehaviour }
}

describe('a distribution', () => {
  it('adds the headers of its policy', () => {
    const { apiBehaviour } = read({ ResponseHeadersPolicyId: { Ref: 'Headers' } })
    expect(apiBehaviour.responseHeaders).toEqual({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'permissions-policy': 'usb=()',
    })
  })

  it("that the stack's output names comes first: it is the voters' own", () => {
    const config = {
      Origins: [pages],
      DefaultCacheBehavior: { TargetOriginId: 'pages', CachePolicyId: cachingDisabled },
    }
    const site = {
      Type: 'AWS::CloudFront::Distribution',
      Properties: { DistributionConfig: config },
    }
    const said = { DistributionId: { Value: { Ref: 'Site' } } }
    const Resources = { Pages: { Type: 'AWS::S3::Bucket' }, Staff: site, Site: site }
    const names = (Outputs: Record<string, { Value: unknown }>) =>
      readDistributions(new Template({ Resources, Outputs }, place)).map((one) => one.domainName)
    expect(names(said)).toEqual([...names({})].reverse())
  })

  it.each([
    [{ TargetOriginId: 'nowhere' }, 'Site: unknown origin nowhere'],
    [{ CachePolicyId: 'unknown' }, 'does not know the cache policy unknown'],
    [{ OriginRequestPolicyId: 'unknown' }, 'does not know the policy unknown'],
    [{ LambdaFunctionAssociations: [{}] }, 'does not run Lambda@Edge'],
    [
      { FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'x' }] },
      'does not run CloudFront functions on viewer-response',
    ],
  ])('that needs what is not emulated fails: %j', (behaviour, message) => {
    expect(() => read(behaviour)).toThrow(message)
  })

  it('whose policies do what is not emulated fails', () => {
    const changed = (name: string, config: object, more: object) => ({
      ...requestPolicy,
      Type: `AWS::CloudFront::${name}Policy`,
      Properties: { [`${name}PolicyConfig`]: { ...config, ...more } },
    })
    const requests = requestPolicy.Properties.OriginRequestPolicyConfig
    const all = { QueryStringsConfig: { QueryStringBehavior: 'all' } }
    expect(() =>
      read(
        { OriginRequestPolicyId: { Ref: 'Requests' } },
        { Requests: changed('OriginRequest', requests, all) },
      ),
    ).toThrow('Requests: the local run does not know what all forwards')
    expect(() =>
      read(
        { ResponseHeadersPolicyId: { Ref: 'Headers' } },
        { Headers: changed('ResponseHeaders', {}, { CorsConfig: {} }) },
      ),
    ).toThrow('Headers: the local run does not emulate CorsConfig')
  })
})
