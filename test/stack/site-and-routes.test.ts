import { describe, expect, it } from 'vitest'
import { assistanceFunctions, staffFunctions } from '../../lib/staff/functions.ts'
import { phoneFunctions, voterFunctions } from '../../lib/voters/functions.ts'
import { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import { problems } from '../../shared/contract/problems.ts'
import { routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import {
  findFunction,
  findResource,
  idOf,
  propertiesOf,
  resourcesOf,
  template,
  withoutHash,
} from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const full = templatesOf(allOptions).Reassort
type Header = Record<'Header' | 'Value', string>

describe.each([
  [
    'voters',
    'Api',
    { ...routes, ...assistanceRoutes, ...phoneRoutes },
    [...voterFunctions, ...assistanceFunctions, ...phoneFunctions],
  ],
  ['staff', 'StaffApi', staffRoutes, staffFunctions],
])('the API of the %s', (_, api, contract, declaring) => {
  const declared = declaring.flatMap(({ folder, routes }) =>
    routes.map((route): [string, string] => [route, `${api}${folder.replaceAll('-', '')}`]),
  )
  const { Properties, DependsOn } = findResource(full, 'AWS::ApiGatewayV2::Stage', api)
  const routeResources = resourcesOf(full, 'AWS::ApiGatewayV2::Route', `${api}Http`)

  it('routes each path of the contract to the function that declares it, and any other to a refusal', () => {
    const leads = routeResources.map(([, route]): [string, string] => {
      const integration = full?.Resources[idOf(route.Properties.Target['Fn::Join'][1][1]) ?? '']
      const { IntegrationUri } = integration?.Properties ?? {}
      const served = full?.Resources[idOf(IntegrationUri) ?? '']
      const id = served?.Properties.FunctionName?.Ref ?? idOf(IntegrationUri)
      return [route.Properties.RouteKey, withoutHash(id).toLowerCase()]
    })
    expect(declared.map(([route]) => route).sort()).toEqual(Object.keys(contract).sort())
    expect(new Map(leads.sort())).toEqual(
      new Map(
        [...declared, ['ANY /{proxy+}', `${api}RefuseRoute`]]
          .map(([route = '', name = '']) => [route, name.toLowerCase()] as const)
          .sort(),
      ),
    )
  })

  it('sets a rate for each route and a low one for the rest, after the routes exist', () => {
    const { RouteSettings, DefaultRouteSettings } = Properties
    expect(Object.keys(RouteSettings).sort()).toEqual(Object.keys(contract).sort())
    for (const [route, settings] of Object.entries<Record<string, number>>(RouteSettings)) {
      expect(settings.ThrottlingRateLimit, route).toBeGreaterThan(0)
      expect(settings.ThrottlingBurstLimit, route).toBe(settings.ThrottlingRateLimit)
    }
    expect(DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 50, ThrottlingRateLimit: 50 })
    expect(DependsOn).toEqual(expect.arrayContaining(routeResources.map(([id]) => id)))
  })
})

describe('the template', () => {
  it('never fixes the captcha', () => {
    expect(JSON.stringify(template)).not.toContain('CAPTCHA_TEST_CODE')
  })

  it('gives the mailer the URL of the pages', () => {
    const { id } = findResource(template, 'AWS::CloudFront::Distribution')
    const { SITE_URL } = findFunction('DeliveryMailVoters').Properties.Environment.Variables
    expect(SITE_URL).toEqual({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [id, 'DomainName'] }]],
    })
  })

  it('serves both sites with a policy that runs no foreign script', () => {
    for (const site of ['Site', 'StaffSite']) {
      const { Properties } = findResource(full, 'AWS::CloudFront::ResponseHeadersPolicy', site)
      const { SecurityHeadersConfig, CustomHeadersConfig } = Properties.ResponseHeadersPolicyConfig
      const { ContentSecurityPolicy: policy } = SecurityHeadersConfig.ContentSecurityPolicy
      for (const part of ["default-src 'none'", "worker-src 'self'", "media-src 'self';"]) {
        expect(policy).toContain(part)
      }
      expect(policy).not.toContain('unsafe')
      const custom = CustomHeadersConfig.Items.map(({ Header, Value }: Header) => [Header, Value])
      expect(Object.fromEntries(custom)).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
      })
    }
  })

  const errors = () =>
    propertiesOf(full, 'AWS::CloudFront::Distribution').flatMap(
      ({ DistributionConfig }) => DistributionConfig.CustomErrorResponses,
    )

  it('caches no error, which other voters would get', () => {
    const kept = errors()
      .filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL === 0)
      .map(({ ErrorCode }) => ErrorCode)
    const all = [403, 404, 405, 414, 500, 501, 502, 503, 504]
    expect(kept).toEqual([...all, ...all])
  })

  it("replaces CloudFront's own errors by a page with the same status, and never the API's problems", () => {
    const pages = errors().filter(({ ResponsePagePath }) => ResponsePagePath)
    expect(pages).not.toEqual([])
    const statuses = Object.values(problems).map(({ status }) => Number(status))
    for (const { ErrorCode, ResponseCode, ResponsePagePath } of pages) {
      expect([ResponseCode, ResponsePagePath]).toEqual([ErrorCode, '/maintenance.html'])
      expect(statuses).not.toContain(ErrorCode)
    }
  })

  it('caches assets for a year, revalidates pages, and deploys pages last', () => {
    const deployments = resourcesOf(template, 'Custom::CDKBucketDeployment')
    const immutable = 'public, max-age=31536000, immutable'
    expect(
      deployments.map(([, { Properties }]) => Properties.SystemMetadata['cache-control']),
    ).toEqual([immutable, 'no-cache', immutable])
    const [assets, pages, calendar] = deployments
    expect(pages?.[1].DependsOn).toEqual(expect.arrayContaining([assets?.[0], calendar?.[0]]))
    expect(calendar?.[1].Properties.SystemMetadata['content-type']).toMatch(/^text\/calendar/)
  })

  // CachingDisabled also keeps CloudFront from collapsing requests, whose key is the path alone. CachingOptimized asks
  // for gzip and Brotli, without which nothing is compressed.
  it('caches no personal answer, and compresses files but no answer of the API', () => {
    const { Properties } = findResource(template, 'AWS::CloudFront::Distribution')
    const { CacheBehaviors, DefaultCacheBehavior } = Properties.DistributionConfig
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

  it('identifies CloudFront to the API by a token that no template contains', () => {
    const headers = propertiesOf(full, 'AWS::CloudFront::Distribution')
      .flatMap(({ DistributionConfig }) => DistributionConfig.Origins)
      .flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? [])
    expect(headers).toHaveLength(2)
    for (const { HeaderName, HeaderValue } of headers) {
      expect(HeaderName).toBe('x-origin-token')
      expect(JSON.stringify(HeaderValue)).toContain('{{resolve:secretsmanager:')
    }
  })
})
