import { expect, it } from 'vitest'
import { type Distribution, readDistributions } from '../../local/app/cloudfront-distribution.ts'
import { Template } from '../../local/app/template.ts'

const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' }

const Pages = { Type: 'AWS::S3::Bucket' }
const pages = { Id: 'pages', DomainName: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] } }
const DefaultCacheBehavior = { TargetOriginId: 'pages' }
const distributionOf = (config: object) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: { DistributionConfig: { Origins: [pages], DefaultCacheBehavior, ...config } },
})
const policy = (kind: string, config: object) => ({
  Type: `AWS::CloudFront::${kind}Policy`,
  Properties: { [`${kind}PolicyConfig`]: config },
})

it('a behaviour has the origin, the requests and the headers that its policies say', () => {
  const api = {
    Id: 'api',
    DomainName: 'abc.execute-api.eu-west-3.amazonaws.com',
    OriginPath: '/secret',
    OriginCustomHeaders: [{ HeaderName: 'X-Origin-Token', HeaderValue: 'token' }],
  }
  const behaviour = {
    PathPattern: '/api/*',
    TargetOriginId: 'api',
    AllowedMethods: ['GET', 'POST'],
    OriginRequestPolicyId: { Ref: 'Requests' },
    ResponseHeadersPolicyId: { Ref: 'Headers' },
  }
  const Resources = {
    Pages,
    Requests: policy('OriginRequest', {
      HeadersConfig: { Headers: ['Content-Type', 'CloudFront-Viewer-Address'] },
      CookiesConfig: { Cookies: ['__Host-session'] },
    }),
    Headers: policy('ResponseHeaders', {
      CustomHeadersConfig: { Items: [{ Header: 'Permissions-Policy', Value: 'usb=()' }] },
      SecurityHeadersConfig: {
        ContentTypeOptions: { Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
      },
    }),
    Site: distributionOf({ Origins: [pages, api], CacheBehaviors: [behaviour] }),
  }
  const [{ behaviours }] = readDistributions(new Template({ Resources }, place)) as [Distribution]
  expect(behaviours).toEqual([
    {
      pathPattern: '/api/*',
      allowedMethods: ['GET', 'POST'],
      origin: {
        kind: 'api',
        domainName: api.DomainName,
        path: '/secret',
        customHeaders: { 'x-origin-token': 'token' },
      },
      forwarded: {
        headers: ['content-type', 'cloudfront-viewer-address'],
        cookies: ['__Host-session'],
      },
      viewerRequestCode: undefined,
      responseHeaders: {
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=60; includeSubDomains',
        'permissions-policy': 'usb=()',
      },
    },
    {
      pathPattern: '*',
      allowedMethods: ['GET', 'HEAD'],
      origin: { kind: 'site', bucket: 'pages' },
      forwarded: { headers: [], cookies: [] },
      viewerRequestCode: undefined,
      responseHeaders: {},
    },
  ])
})

it("the distribution that the stack's output names comes first: it is the voters' own", () => {
  const Outputs = { DistributionId: { Value: { Ref: 'Site' } } }
  const Site = distributionOf({ Aliases: ['vote.example.org'] })
  const Resources = { Pages, Staff: distributionOf({}), Site }
  const names = (outputs: object) =>
    readDistributions(new Template({ Resources, ...outputs }, place)).map((one) => one.domainName)
  expect(names({})).toEqual(['staff.cloudfront.net', 'vote.example.org'])
  expect(names({ Outputs })).toEqual(['vote.example.org', 'staff.cloudfront.net'])
})
