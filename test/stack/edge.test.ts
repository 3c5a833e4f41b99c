import { Stack } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import {
  findResource,
  propertiesOf,
  resourcesOf,
  statementsIn,
  template,
  withoutHash,
} from './templates.ts'
import { allOptions, bareName, minimal, staff, templatesOf, withApp } from './whole-app.ts'

const full = templatesOf(allOptions)
const { 'Reassort-Edge-eu-west-3': edge } = full
const { [bareName]: plain } = templatesOf(minimal)
const configOf = (of: typeof full.Reassort, construct: string) =>
  findResource(of, 'AWS::CloudFront::Distribution', construct).Properties.DistributionConfig
const distribution = configOf(full.Reassort, 'SiteDistribution')
const fromEdge = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'Reassort-Edge-eu-west-3', OutputName, Region: 'us-east-1' },
})

describe('the edge stack', () => {
  it('is not needed by an election that brings its own certificate', () => {
    const { domain, certificate } = minimal.site
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

  it('is separate for each region of an election', () => {
    withApp({ region: 'eu-west-1' }, ({ app }) => {
      const places = app.node.children.map((stack) => [stack.node.id, Stack.of(stack).region])
      expect(Object.fromEntries(places)).toEqual({
        ...{ Reassort: 'eu-west-1', 'Reassort-Data': 'eu-west-1', ReassortSms: 'eu-west-1' },
        'Reassort-Edge-eu-west-1': 'us-east-1',
      })
    })
  })

  it('forwards the states of no other stack, which another edge stack forwards too', () => {
    const { EventPattern } = findResource(edge, 'AWS::Events::Rule', 'StackStates').Properties
    expect(JSON.stringify(EventPattern.detail)).toContain(':stack/Reassort-Edge-eu-west-3/')
  })

  it('gives certificates and firewall to both sites through its outputs', () => {
    expect(Object.keys(edge?.Outputs ?? {})).toEqual([
      'WebAclArn',
      'CertificateArn',
      'StaffCertificateArn',
    ])
    for (const [construct, { domain }, certificate] of [
      ['SiteDistribution', allOptions.site, 'CertificateArn'],
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

  it('validates certificates in the hosted zone, which gets a record for each domain', () => {
    const domains = [allOptions.site.domain, staff.domain]
    expect(propertiesOf(edge, 'AWS::CertificateManager::Certificate')).toMatchObject(
      domains.map((DomainName) => ({
        DomainName,
        ValidationMethod: 'DNS',
        DomainValidationOptions: [{ HostedZoneId: 'Z0123456789ABC' }],
      })),
    )
    expect(propertiesOf(full.Reassort, 'AWS::Route53::RecordSet')).toMatchObject(
      domains.map((domain) => ({ Name: `${domain}.`, Type: 'A' })),
    )
  })

  it('outputs the record that each domain needs in another DNS', () => {
    for (const [output, { domain }] of [
      ['DnsRecord', minimal.site],
      ['StaffDnsRecord', minimal.staff],
    ] as const) {
      expect(JSON.stringify(plain?.Outputs?.[output]?.Value)).toContain(`${domain} CNAME `)
    }
    expect(template.Outputs).not.toHaveProperty('DnsRecord')
  })

  it('puts the domain in e-mails', () => {
    const { Properties } = findResource(
      full.Reassort,
      'AWS::Lambda::Function',
      'DeliveryMailVoters',
    )
    const { SITE_URL } = Properties.Environment.Variables
    expect(SITE_URL).toBe('https://vote.elections.example.org')
    expect(full.Reassort?.Outputs?.SiteUrl?.Value).toBe('https://vote.elections.example.org/')
  })
})

describe('the throttles', () => {
  const { RouteSettings } = findResource(template, 'AWS::ApiGatewayV2::Stage').Properties

  it('allow the links of 100,000 first connections in a quarter of an hour, three times as many in the worst minute', () => {
    const perSecond = (3 * 100_000 * 1.1) / 900
    const { ThrottlingRateLimit } = RouteSettings['POST /api/account/link']
    expect(ThrottlingRateLimit).toBeGreaterThan(perSecond * 1.4)
  })

  it('total less than AWS allows an account in most regions', () => {
    const rates = Object.values(RouteSettings as Record<string, { ThrottlingRateLimit: number }>)
    const all = rates.reduce((sum, { ThrottlingRateLimit }) => sum + ThrottlingRateLimit, 50)
    expect(all).toBeLessThan(10_000)
  })
})

describe('access logs', () => {
  it('are off by default', () => {
    const buckets = resourcesOf(template, 'AWS::S3::Bucket').map(([id]) => withoutHash(id))
    expect(buckets).toEqual(['SitePages', 'AuditTrailRecords'])
    const { Properties } = findResource(template, 'AWS::ApiGatewayV2::Stage')
    expect(Properties.AccessLogSettings).toBeUndefined()
  })

  it('give the team function, as a firewall does, the rights to change a distribution with them', () => {
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

  it('contain no cookie, and at the gateway no address or path; they expire after 180 days', () => {
    expect(distribution.Logging).toMatchObject({ IncludeCookies: false })
    const logs = findResource(full.Reassort, 'AWS::S3::Bucket', 'SiteAccessLogs').Properties
    expect(logs.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 180, Status: 'Enabled' },
    ])
    const { Properties } = findResource(full.Reassort, 'AWS::ApiGatewayV2::Stage', 'Api')
    const { Format } = Properties.AccessLogSettings
    const fields = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name)
    expect(fields).toContain('routeKey')
    expect(fields.join()).not.toMatch(/identity|ip|path|header|cookie|domain|authorizer/i)
  })
})
