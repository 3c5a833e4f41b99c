import { describe, expect, it } from 'vitest'
import { voterFunctions } from '../../lib/voters/functions.ts'
import { problems } from '../../shared/contract/problems.ts'
import { routes } from '../../shared/contract/routes.ts'
import {
  functionNamed,
  idOf,
  keptTemplate,
  ofType,
  type Resource,
  template,
  withoutHash,
} from './synthesised-template.ts'

describe('the template', () => {
  it('never fixes the security code', () => {
    expect(JSON.stringify(template)).not.toContain('CAPTCHA_TEST_CODE')
  })

  it('holds no secret: AWS generates them', () => {
    const secrets = [template, keptTemplate].flatMap((one) =>
      ofType('AWS::SecretsManager::Secret', one),
    )
    expect(secrets).not.toEqual([])
    for (const [, { Properties }] of secrets) {
      expect(Properties.SecretString).toBeUndefined()
      expect(Properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32)
    }
  })

  it('gives each route of the contract to the function that declares it, and the rest to the one that refuses', () => {
    const functionOf = new Map<string, string>()
    for (const [, { Properties }] of ofType('AWS::ApiGatewayV2::Route')) {
      const integration = template.Resources[idOf(Properties.Target['Fn::Join'][1][1]) as string]
      const id = idOf(integration?.Properties.IntegrationUri) as string
      functionOf.set(Properties.RouteKey, withoutHash(id))
    }
    expect(functionOf.get('ANY /{proxy+}')).toBe('ApiRefuseRoute')
    functionOf.delete('ANY /{proxy+}')
    expect([...functionOf.keys()].sort()).toEqual(Object.keys(routes).sort())
    for (const { folder, routes } of voterFunctions) {
      const name = `Api${folder.replaceAll('-', '')}`
      for (const route of routes)
        expect(functionOf.get(route)?.toLowerCase()).toBe(name.toLowerCase())
    }
  })

  it('tells the e-mails where the pages are', () => {
    const [distribution] = ofType('AWS::CloudFront::Distribution')
    const { SITE_URL } = functionNamed('DeliveryMailVoters')?.Properties.Environment.Variables ?? {}
    expect(SITE_URL).toEqual({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution?.[0], 'DomainName'] }]],
    })
  })

  it('looks for forgotten requests, at the vote, and for what to tell of the ledger, every minute', () => {
    const rules = ofType('AWS::Events::Rule')
      .map(([, { Properties }]) => Properties)
      .filter(({ ScheduleExpression }) => ScheduleExpression)
    const runs = rules.flatMap(({ ScheduleExpression, Targets }) =>
      Targets.map(({ Arn }: Resource['Properties']) => [ScheduleExpression, idOf(Arn)]),
    )
    expect(runs).toEqual([
      ['rate(1 minute)', expect.stringMatching(/^DeliveryRequeueOverdueReissues/)],
      ['rate(1 minute)', expect.stringMatching(/^DeliveryWatchVote/)],
      ['rate(1 minute)', expect.stringMatching(/^LedgerWritersTellLedgerHead/)],
    ])
  })

  it('shows the pages through CloudFront alone, under a policy that runs no foreign script', () => {
    const buckets = ofType('AWS::S3::Bucket').filter(([id]) => id.startsWith('Site'))
    expect(buckets).toHaveLength(1)
    expect(buckets[0]?.[1].Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
    for (const [, { Properties }] of ofType('AWS::CloudFront::ResponseHeadersPolicy')) {
      const { ContentSecurityPolicy } = Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig
      expect(ContentSecurityPolicy.ContentSecurityPolicy).toContain("default-src 'none'")
      expect(ContentSecurityPolicy.ContentSecurityPolicy).toContain("worker-src 'self'")
      expect(ContentSecurityPolicy.ContentSecurityPolicy).toContain("media-src 'self';")
      expect(ContentSecurityPolicy.ContentSecurityPolicy).not.toContain('unsafe')
      const { Items } = Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig
      const custom = Items.map(({ Header, Value }: Record<string, string>) => [Header, Value])
      expect(Object.fromEntries(custom)).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    }
  })

  const errors = () =>
    ofType('AWS::CloudFront::Distribution').flatMap(
      ([, { Properties }]) => Properties.DistributionConfig.CustomErrorResponses,
    )

  it('shows no voter an error that was meant for another', () => {
    const kept = errors()
      .filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL === 0)
      .map(({ ErrorCode }) => ErrorCode)
    expect(kept).toEqual([403, 404, 405, 414, 500, 501, 502, 503, 504])
  })

  it("has a page for what CloudFront alone says, with its own status, and none in place of the API's problems", () => {
    const pages = errors().filter(({ ResponsePagePath }) => ResponsePagePath)
    expect(
      pages.map(({ ErrorCode, ResponseCode, ResponsePagePath }) => [
        ErrorCode,
        ResponseCode,
        ResponsePagePath,
      ]),
    ).toEqual([
      [502, 502, '/maintenance.html'],
      [504, 504, '/maintenance.html'],
    ])
    const statuses = Object.values(problems).map(({ status }) => Number(status))
    for (const { ErrorCode } of pages) expect(statuses).not.toContain(ErrorCode)
  })

  it('keeps the assets for a year and asks again for the pages, which come after them', () => {
    const deployments = ofType('Custom::CDKBucketDeployment')
    const immutable = 'public, max-age=31536000, immutable'
    expect(
      deployments.map(([, { Properties }]) => Properties.SystemMetadata['cache-control']),
    ).toEqual([immutable, 'no-cache', immutable])
    const [assets, pages, calendar] = deployments
    expect(pages?.[1].DependsOn).toEqual(expect.arrayContaining([assets?.[0], calendar?.[0]]))
    expect(calendar?.[1].Properties.SystemMetadata['content-type']).toMatch(/^text\/calendar/)
  })

  it('lets through to the API the cookies of the contract, which site a browser calls it from, and no query', () => {
    const [policy] = ofType('AWS::CloudFront::OriginRequestPolicy')
    expect(policy?.[1].Properties.OriginRequestPolicyConfig).toMatchObject({
      CookiesConfig: { Cookies: ['__Host-session', '__Host-booth', '__Host-device'] },
      HeadersConfig: { Headers: ['content-type', 'cloudfront-viewer-address', 'sec-fetch-site'] },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    })
  })

  // CachingDisabled also keeps CloudFront from collapsing requests, whose key is the path alone. CachingOptimized asks
  // for gzip and Brotli, without which nothing is compressed.
  it('keeps no answer for one voter, and compresses files, never an answer of the API', () => {
    const [distribution] = ofType('AWS::CloudFront::Distribution')
    const { CacheBehaviors, DefaultCacheBehavior } =
      distribution?.[1].Properties.DistributionConfig ?? {}
    const behaviours = [...CacheBehaviors, DefaultCacheBehavior].map(
      ({ PathPattern = '*', CachePolicyId, Compress }) => [PathPattern, CachePolicyId, Compress],
    )
    const [optimized, disabled] = [
      '658327ea-f89d-4fab-a63d-7e88639e58f6',
      '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    ]
    expect(behaviours).toEqual([
      ['/assets/*', optimized, true],
      ['/api/service-status', optimized, false],
      ['/api/calendar', optimized, false],
      ['/api/*', disabled, false],
      ['*', optimized, true],
    ])
  })

  it('lets the API know CloudFront by a token that no template holds', () => {
    const headers = ofType('AWS::CloudFront::Distribution')
      .flatMap(([, { Properties }]) => Properties.DistributionConfig.Origins)
      .flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? [])
    expect(headers).toEqual([{ HeaderName: 'x-origin-token', HeaderValue: expect.anything() }])
    expect(JSON.stringify(headers)).toContain('{{resolve:secretsmanager:')
  })

  it('has a CloudFront function that CloudFront accepts: 10 kB at most', () => {
    const [found] = ofType('AWS::CloudFront::Function')
    expect(Buffer.byteLength(found?.[1].Properties.FunctionCode)).toBeLessThanOrEqual(10_240)
  })
})
