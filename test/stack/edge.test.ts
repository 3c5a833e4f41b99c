import { Stack } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import { routes } from '../../shared/contract/routes.ts'
import { statementsIn } from './policies.ts'
import { ofType, template, withoutHash } from './synthesised-template.ts'
import {
  bare,
  bareName,
  everything,
  resourcesOf,
  staff,
  templatesOf,
  withApp,
} from './whole-app.ts'

const full = templatesOf(everything)
const { [bareName]: plain } = templatesOf(bare)
const configOf = (of: typeof full.Reassort, construct: string) =>
  resourcesOf(of, 'AWS::CloudFront::Distribution').find(([id]) => id.startsWith(construct))?.[1]
    .Properties.DistributionConfig
const distribution = configOf(full.Reassort, 'SiteDistribution')
const fromEdge = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'Reassort-Edge-eu-west-3', OutputName, Region: 'us-east-1' },
})

describe('the stack of the edge', () => {
  it('is not made for an election that asks for none of it, whose certificate is its own', () => {
    expect(Object.keys(templatesOf(bare)).sort()).toEqual([
      bareName,
      `${bareName}-Data`,
      'ReassortSms',
    ])
    const { domain, certificate } = bare.site
    expect(configOf(plain, 'SiteDistribution')).toMatchObject({
      Aliases: [domain],
      ViewerCertificate: {
        AcmCertificateArn: certificate,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    })
    expect(resourcesOf(plain, 'AWS::Route53::RecordSet')).toEqual([])
  })

  it('is another for the same election in another region, which each of its stacks names', () => {
    withApp({ region: 'eu-west-1' }, ({ app }) => {
      const places = app.node.children.map((stack) => [stack.node.id, Stack.of(stack).region])
      expect(Object.fromEntries(places)).toEqual({
        ...{ Reassort: 'eu-west-1', 'Reassort-Data': 'eu-west-1', ReassortSms: 'eu-west-1' },
        'Reassort-Edge-eu-west-1': 'us-east-1',
      })
    })
  })

  it('hands certificates and firewall to the sites of voters and staff, and says so in its outputs', () => {
    expect(Object.keys(full['Reassort-Edge-eu-west-3']?.Outputs ?? {})).toEqual([
      'WebAclArn',
      'CertificateArn',
      'StaffCertificateArn',
    ])
    for (const [construct, { domain }, certificate] of [
      ['SiteDistribution', everything.site, 'CertificateArn'],
      ['StaffSite', staff, 'StaffCertificateArn'],
    ] as const) {
      expect(configOf(full.Reassort, construct)).toMatchObject({
        Aliases: [domain],
        WebACLId: fromEdge('WebAclArn'),
        ViewerCertificate: {
          AcmCertificateArn: fromEdge(certificate),
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
      })
    }
    expect(full.Reassort?.Outputs?.StaffUrl?.Value).toBe(`https://${staff.domain}/`)
  })

  it('has the certificates proved in the zone, to which the domains are added', () => {
    const domains = [everything.site.domain, staff.domain]
    const made = resourcesOf(
      full['Reassort-Edge-eu-west-3'],
      'AWS::CertificateManager::Certificate',
    ).map(([, { Properties }]) => Properties)
    expect(made).toMatchObject(
      domains.map((DomainName) => ({
        DomainName,
        ValidationMethod: 'DNS',
        DomainValidationOptions: [{ HostedZoneId: 'Z0123456789ABC' }],
      })),
    )
    const records = resourcesOf(full.Reassort, 'AWS::Route53::RecordSet').map(
      ([, { Properties }]) => [Properties.Name, Properties.Type],
    )
    expect(records).toEqual(domains.map((domain) => [`${domain}.`, 'A']))
  })

  it('tells which record each name wants in a DNS of one’s own', () => {
    for (const [output, { domain }] of [
      ['DnsRecord', bare.site],
      ['StaffDnsRecord', bare.staff],
    ] as const) {
      expect(JSON.stringify(plain?.Outputs?.[output]?.Value)).toContain(`${domain} CNAME `)
    }
    expect(template.Outputs).not.toHaveProperty('DnsRecord')
  })

  it('lets nobody in by IPv6, of which one machine has more addresses than the firewall counts', () => {
    expect(distribution.IPV6Enabled).toBe(false)
  })

  it('has the e-mails carry the domain', () => {
    const urls = resourcesOf(full.Reassort, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties.Environment?.Variables.SITE_URL)
      .filter((url) => url !== undefined)
    expect(new Set(urls)).toEqual(new Set(['https://vote.elections.example.org']))
    expect(full.Reassort?.Outputs?.SiteUrl?.Value).toBe('https://vote.elections.example.org/')
  })
})

describe('the gateway', () => {
  const [served] = ofType('AWS::ApiGatewayV2::Stage')
  const { RouteSettings, DefaultRouteSettings } = served?.[1].Properties ?? {}

  it('gives each route of the contract a rate of its own, and the rest next to none', () => {
    expect(Object.keys(RouteSettings).sort()).toEqual(Object.keys(routes).sort())
    for (const [route, settings] of Object.entries(RouteSettings)) {
      const { ThrottlingRateLimit, ThrottlingBurstLimit } = settings as Record<string, number>
      expect(ThrottlingRateLimit, route).toBeGreaterThan(0)
      expect(ThrottlingBurstLimit, route).toBe(ThrottlingRateLimit)
    }
    expect(DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 50, ThrottlingRateLimit: 50 })
  })

  // `busiest-minute.test.ts` has the others that are called often.
  it('has room for the links of 100,000 first connections in a quarter of an hour, three times as many in the worst minute', () => {
    const perSecond = (3 * 100_000 * 1.1) / 900
    const { ThrottlingRateLimit } = RouteSettings['POST /api/account/link']
    expect(ThrottlingRateLimit).toBeGreaterThan(perSecond * 1.4)
  })

  it('takes no more for all routes together than AWS gives an account in most regions', () => {
    const rates = Object.values(RouteSettings as Record<string, { ThrottlingRateLimit: number }>)
    const all = rates.reduce((sum, { ThrottlingRateLimit }) => sum + ThrottlingRateLimit, 50)
    expect(all).toBeLessThan(10_000)
  })

  it('is told of its routes first: it refuses settings of a route that is not there', () => {
    const made = ofType('AWS::ApiGatewayV2::Route').map(([id]) => id)
    expect(served?.[1].DependsOn).toEqual(expect.arrayContaining(made))
  })
})

describe('access logs', () => {
  it('are kept by nobody who does not ask for them', () => {
    const buckets = ofType('AWS::S3::Bucket').map(([id]) => withoutHash(id))
    expect(buckets).toEqual(['SitePages', 'AuditTrailRecords'])
    expect(ofType('AWS::ApiGatewayV2::Stage')[0]?.[1].Properties.AccessLogSettings).toBeUndefined()
  })

  it('and a firewall have CloudFront ask more of whoever changes a distribution: the token’s replacement may', () => {
    const rightsIn = (of: typeof plain) =>
      JSON.stringify(
        [...statementsIn(of)].find(([role]) => /^TeamFunctionComputeForTeam/.test(role)),
      )
    expect(rightsIn(full.Reassort)).toMatch(
      /"s3:GetBucketAcl","s3:PutBucketAcl"],"Effect":"Allow","Resource":{"Fn::GetAtt":\["SiteAccessLogs/,
    )
    expect(rightsIn(full.Reassort)).toMatch(
      /"wafv2:GetWebACL","Effect":"Allow","Resource":{"Fn::GetStackOutput":{[^}]*"WebAclArn"/,
    )
    expect(rightsIn(plain)).not.toMatch(/s3:|wafv2:/)
  })

  it('hold no cookie, no address and no path at the gateway, and last 180 days', () => {
    expect(distribution.Logging).toMatchObject({ IncludeCookies: false })
    const [logs] = resourcesOf(full.Reassort, 'AWS::S3::Bucket').filter(([id]) =>
      id.startsWith('SiteAccessLogs'),
    )
    expect(logs?.[1].Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 180, Status: 'Enabled' },
    ])
    expect(logs?.[1].Properties.PublicAccessBlockConfiguration.BlockPublicAcls).toBe(true)
    const [served] = resourcesOf(full.Reassort, 'AWS::ApiGatewayV2::Stage')
    const { Format, DestinationArn } = served?.[1].Properties.AccessLogSettings ?? {}
    const fields = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name)
    expect(fields).toContain('routeKey')
    expect(fields.join()).not.toMatch(/identity|ip|path|header|cookie|domain|authorizer/i)
    const group = full.Reassort?.Resources[DestinationArn['Fn::GetAtt'][0]]
    expect(group?.Properties.RetentionInDays).toBe(180)
  })
})
