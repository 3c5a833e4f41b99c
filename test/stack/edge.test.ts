import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import { edgeBefore } from '../../lib/edge-stack.ts'
import { readApp } from '../../local/app/read-app.ts'
import { servedLocally } from '../../local/app/served-locally.ts'
import { synthesise } from '../../local/app/synthesise.ts'
import { variable } from '../../local/run.ts'
import { routes } from '../../shared/contract/routes.ts'
import { parseElection } from '../../shared/domain/election/election.ts'
import { withField } from '../builders/election-files.ts'
import { election, ofType, withoutHash } from './synthesised-template.ts'
import { everything, resourcesOf, templatesOf } from './whole-app.ts'

const bare = { brandColour: '#1d4e89' }
const certificate =
  'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef'

const full = templatesOf(everything)
const distributionIn = (templates: typeof full) =>
  resourcesOf(templates.Reassort, 'AWS::CloudFront::Distribution')[0]?.[1].Properties
    .DistributionConfig
const fromEdge = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'Reassort-Edge', OutputName, Region: 'us-east-1' },
})

describe('the stack of the edge', () => {
  it('is not made for an election that asks for none of it, whose certificate is its own', () => {
    expect(Object.keys(templatesOf({ site: bare }))).not.toContain('Reassort-Edge')
    const site = { ...bare, domain: 'vote.elections.example.org', certificate }
    const templates = templatesOf({ site })
    expect(Object.keys(templates)).not.toContain('Reassort-Edge')
    expect(distributionIn(templates)).toMatchObject({
      Aliases: [site.domain],
      ViewerCertificate: {
        AcmCertificateArn: certificate,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
    })
    expect(templates.Reassort?.Outputs?.DnsRecord?.Value).toEqual({
      'Fn::Join': ['', [`${site.domain} CNAME `, expect.anything()]],
    })
    expect(resourcesOf(templates.Reassort, 'AWS::Route53::RecordSet')).toEqual([])
  })

  it('is another for the same election in another region, which it meets in us-east-1', () => {
    const names = ['eu-west-1', 'eu-west-3'].map((region) => {
      const election = parseElection(withField('site.firewall', true))
      return edgeBefore(new App(), 'Reassort', election, region)?.stackName
    })
    expect(names).toEqual(['Reassort-Edge-eu-west-1', 'Reassort-Edge-eu-west-3'])
  })

  it('hands its certificate and its firewall to the site, and says so in its outputs', () => {
    expect(Object.keys(full['Reassort-Edge']?.Outputs ?? {})).toEqual([
      'WebAclArn',
      'CertificateArn',
    ])
    expect(distributionIn(full)).toMatchObject({
      WebACLId: fromEdge('WebAclArn'),
      ViewerCertificate: {
        AcmCertificateArn: fromEdge('CertificateArn'),
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
    })
  })

  it('has the certificate proved in the zone, to which the domain is added', () => {
    const made = resourcesOf(full['Reassort-Edge'], 'AWS::CertificateManager::Certificate')
    expect(made).toHaveLength(1)
    expect(made[0]?.[1].Properties).toMatchObject({
      DomainName: 'vote.elections.example.org',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ HostedZoneId: 'Z0123456789ABC' }],
    })
    const records = resourcesOf(full.Reassort, 'AWS::Route53::RecordSet').map(
      ([, { Properties }]) => [Properties.Name, Properties.Type],
    )
    expect(records).toEqual([['vote.elections.example.org.', 'A']])
  })

  it('lets nobody in by IPv6, of which one machine has more addresses than the firewall counts', () => {
    expect(distributionIn(full).IPV6Enabled).toBe(false)
  })

  it('is unknown to the local run, whose e-mails lead to this machine whatever the domain', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'reassort-domain-'))
    const file = join(directory, 'election.json')
    const site = { ...bare, domain: 'vote.elections.example.org', certificate, firewall: true }
    writeFileSync(file, JSON.stringify({ ...election, site }))
    const place = { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: '' }
    const app = readApp(await synthesise(file, join(directory, 'cdk.out')), place)
    rmSync(directory, { recursive: true })
    expect(variable(app, 'SITE_URL')).toBe('https://vote.elections.example.org')
    const served = servedLocally(app, 'http://localhost:8080')
    expect(JSON.stringify(served.functions)).not.toContain('vote.elections')
    expect(variable(served, 'SITE_URL')).toBe('http://localhost:8080')
  })

  it('has the e-mails carry the domain', () => {
    const urls = resourcesOf(full.Reassort, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Properties.Environment?.Variables.SITE_URL)
      .filter((url) => url !== undefined)
    expect(new Set(urls)).toEqual(new Set(['https://vote.elections.example.org']))
    expect(full.Reassort?.Outputs?.SiteUrl?.Value).toBe('https://vote.elections.example.org/')
  })
})

describe('the firewall', () => {
  const [[, { Properties }] = ['', { Properties: undefined }]] = resourcesOf(
    full['Reassort-Edge'],
    'AWS::WAFv2::WebACL',
  )
  const rules = Properties.Rules as {
    Name: string
    Priority: number
    OverrideAction?: object
    Action?: { Block: { CustomResponse: { ResponseCode: number; CustomResponseBodyKey: string } } }
    Statement: { RateBasedStatement?: { Limit: number; EvaluationWindowSec: number } }
    VisibilityConfig: { MetricName: string; SampledRequestsEnabled: boolean }
  }[]

  /** What an academy of 10,000 voters needs in its busiest five minutes: decision 27. */
  const ofForms = { Links: 5500, SignIns: 6500, Reissues: 1500, Codes: 3250, Sounds: 975 }
  const needed = { ...ofForms, Api: 49_000, Pages: 120_000 }

  it('lets an academy behind one address through three times over, and not much more', () => {
    const limits = Object.fromEntries(
      rules.flatMap(({ Name, Statement }) => {
        const { RateBasedStatement: rate } = Statement
        if (rate) expect(rate.EvaluationWindowSec).toBe(300)
        return rate ? [[Name, rate.Limit]] : []
      }),
    )
    expect(Object.keys(limits)).toEqual(Object.keys(needed))
    for (const [name, need] of Object.entries(needed)) {
      expect(limits[name], name).toBeGreaterThanOrEqual(3 * need)
      expect(limits[name], name).toBeLessThan(3.1 * need)
    }
  })

  it('answers in French, with 429, as the API does to whoever tries too often', () => {
    for (const { Name, Action } of rules.filter(({ Action }) => Action)) {
      expect(Action?.Block.CustomResponse, Name).toEqual({
        ResponseCode: 429,
        CustomResponseBodyKey: Name === 'Pages' ? 'page' : 'problem',
        ResponseHeaders: [{ Name: 'retry-after', Value: '300' }],
      })
    }
    const { problem, page } = Properties.CustomResponseBodies
    expect(problem.ContentType).toBe('APPLICATION_JSON')
    expect(JSON.parse(problem.Content)).toEqual({
      type: 'urn:reassort:problem:too-many-attempts',
      title: "Il y a eu trop d'essais.",
      status: 429,
      code: 'too-many-attempts',
      detail: "Réessayez dans 5 minutes, ou adressez-vous à l'assistance.",
    })
    expect(page.ContentType).toBe('TEXT_HTML')
    expect(page.Content).toContain('<html lang="fr">')
    expect(page.Content).toContain('assistance@elections.example.org')
    // What WAF takes, of one body.
    expect(Buffer.byteLength(page.Content)).toBeLessThanOrEqual(10_240)
  })

  it('only counts the addresses that AWS thinks ill of: voters may share them', () => {
    const [reputation, ...others] = rules.filter(({ OverrideAction }) => OverrideAction)
    expect(others).toEqual([])
    expect(reputation?.OverrideAction).toEqual({ Count: {} })
    expect(JSON.stringify(reputation?.Statement)).toContain('AWSManagedRulesAmazonIpReputationList')
  })

  it('keeps no sample of what voters send, and has names that WAF takes', () => {
    const all = [
      Properties.VisibilityConfig,
      ...rules.map(({ VisibilityConfig }) => VisibilityConfig),
    ]
    for (const { MetricName, SampledRequestsEnabled } of all) {
      expect(SampledRequestsEnabled).toBe(false)
      expect(['All', 'Default_Action']).not.toContain(MetricName)
    }
  })

  it('tells the team when it stops somebody', () => {
    const [alarm] = resourcesOf(full['Reassort-Edge'], 'AWS::CloudWatch::Alarm')
    expect(alarm?.[1].Properties.Dimensions).toEqual([
      { Name: 'Rule', Value: 'ALL' },
      { Name: 'WebACL', Value: Properties.VisibilityConfig.MetricName },
    ])
    expect(alarm?.[1].Properties.AlarmDescription).toMatch(
      /runbook\.md#the-firewall-stops-an-address$/,
    )
    const [subscription] = resourcesOf(full['Reassort-Edge'], 'AWS::SNS::Subscription')
    expect(subscription?.[1].Properties.Endpoint).toBe('supervision@elections.example.org')
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

  it('has room for 100,000 first connections in a quarter of an hour, three times as many in the worst minute', () => {
    const busiest = (3 * 100_000) / 900
    const calls = {
      'POST /api/account/link': 1.1,
      'POST /api/session': 1.3,
      'GET /api/voter': 3,
      'POST /api/booth/session': 1.3,
      'GET /api/booth': 2,
    }
    for (const [route, each] of Object.entries(calls)) {
      expect(RouteSettings[route].ThrottlingRateLimit, route).toBeGreaterThan(busiest * each * 1.4)
    }
  })

  it('has room for 30,000 reissues in an hour, and what follows each', () => {
    const perSecond = 30_000 / 3600
    const rate = (route: string) => RouteSettings[route].ThrottlingRateLimit
    expect(rate('POST /api/reissues')).toBeGreaterThan(perSecond * 3 * 2 * 1.4)
    expect(rate('GET /api/reissues/{id}')).toBeGreaterThan(perSecond * 54 * 1.5)
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

describe('what CloudFront sends', () => {
  const { CacheBehaviors, DefaultCacheBehavior } = distributionIn(full)

  it('is compressed when it is a file, and never when it is an answer of the API', () => {
    const compressed = Object.fromEntries(
      [...CacheBehaviors, DefaultCacheBehavior].map(({ PathPattern = '*', Compress }) => [
        PathPattern,
        Compress,
      ]),
    )
    expect(compressed).toEqual({
      '*': true,
      '/assets/*': true,
      '/api/*': false,
      ...{ '/api/service-status': false, '/api/calendar': false },
    })
    // CachingOptimized asks for gzip and Brotli; without such a policy CloudFront compresses nothing.
    expect(DefaultCacheBehavior.CachePolicyId).toBe('658327ea-f89d-4fab-a63d-7e88639e58f6')
  })
})

describe('access logs', () => {
  it('are kept by nobody who does not ask for them', () => {
    const buckets = ofType('AWS::S3::Bucket').map(([id]) => withoutHash(id))
    expect(buckets).toEqual(['SitePages', 'AuditTrailRecords'])
    expect(ofType('AWS::ApiGatewayV2::Stage')[0]?.[1].Properties.AccessLogSettings).toBeUndefined()
  })

  it('hold no cookie, no address and no path at the gateway, and last 180 days', () => {
    expect(distributionIn(full).Logging).toMatchObject({ IncludeCookies: false })
    const [logs] = resourcesOf(full.Reassort, 'AWS::S3::Bucket').filter(
      ([, { Properties }]) => Properties.LifecycleConfiguration,
    )
    expect(logs?.[1].Properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 180, Status: 'Enabled' },
    ])
    expect(logs?.[1].Properties.PublicAccessBlockConfiguration.BlockPublicAcls).toBe(true)
    const [served] = resourcesOf(full.Reassort, 'AWS::ApiGatewayV2::Stage')
    const { Format, DestinationArn } = served?.[1].Properties.AccessLogSettings ?? {}
    const fields = [...Format.matchAll(/\$context\.([A-Za-z.]+)/g)].map(([, name]) => name)
    expect(fields).toEqual([
      'requestTimeEpoch',
      'requestId',
      'routeKey',
      'status',
      'responseLength',
      'responseLatency',
      'integrationErrorMessage',
    ])
    const group = full.Reassort?.Resources[DestinationArn['Fn::GetAtt'][0]]
    expect(group?.Properties.RetentionInDays).toBe(180)
  })
})
