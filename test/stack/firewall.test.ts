import { describe, expect, it } from 'vitest'
import { requestsPerSecond } from '../../lib/route-throttles.ts'
import { votersSite } from '../../lib/voters/voters-site.ts'
import { assistanceRoutes, phoneRoutes } from '../../shared/contract/optional-routes.ts'
import { routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'
import { plannedVoters } from '../../team/estimate/quotas.ts'
import { election } from './local-app.ts'
import { findResource } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const { 'Reassort-Edge-eu-west-3': edge } = templatesOf(allOptions)

describe('the firewall', () => {
  const { Properties } = findResource(edge, 'AWS::WAFv2::WebACL')
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  const rules: Record<string, any>[] = Properties.Rules
  const rateRules = rules.map(({ Name, Statement: { RateBasedStatement: rate } }) => ({
    ...{ name: Name, ...rate },
    paths: rate.ScopeDownStatement.RegexMatchStatement?.RegexString,
  }))

  /** People of an academy who came within `seconds`, as `longestWait` in `estimate.test.ts` has them come. */
  const came = (share: number, period: number, seconds: number) =>
    ((plannedVoters * share) / 10) * (1 - (1 - Math.max(seconds, 0) / period) ** 3)
  const first = came(1 / 12, 900, 300)
  const reissues = (seconds: number) => came(1 / 40, 3600, seconds)
  const polls = Array.from({ length: 3600 }, (_, now) => {
    const perQuarterHour = 36 * reissues(now) - 18 * reissues(now - 900) - 18 * reissues(now - 1800)
    return perQuarterHour / 3
  })
  const ofAll = { Links: 1.1 * first, SignIns: 1.95 * first, Sounds: 0.195 * first }
  const ofReissues = { Follows: Math.max(...polls), StopLinks: 2.61 * reissues(300) }
  const sometimes = 0.1 * first + 2 * reissues(300)
  const ofEach = { Often: 3 * first, Sometimes: sometimes, Seldom: 0.1 * first }
  const api = { Api: 9 * first + ofReissues.Follows, Pages: 24 * first }
  const needed = Object.entries({ ...ofAll, ...ofReissues, ...ofEach, ...api })

  it.each(needed)('allows one address two to three times an academy’s need: %s', (name, need) => {
    const { EvaluationWindowSec, Limit, CustomKeys } = rateRules.find((one) => one.name === name)
    expect(EvaluationWindowSec).toBe(300)
    // The routes’ own rate allows `Often` no more.
    expect(Limit).toBeGreaterThanOrEqual((name === 'Often' ? 1.5 : 2) * need)
    expect(Limit).toBeLessThan(3.1 * need)
    const keys = CustomKeys?.flatMap(Object.keys)
    expect(keys).toEqual(name in ofEach ? ['IP', 'HTTPMethod', 'UriPath'] : undefined)
  })

  it.each(
    Object.keys({ ...routes, ...staffRoutes, ...assistanceRoutes, ...phoneRoutes }).map(
      (route) => [route.replace(/.* /, ''), requestsPerSecond(route)] as const,
    ),
  )('leaves three quarters of %s to others, whatever one address sends', (path, perSecond) => {
    if (votersSite(election, '').cacheablePaths.includes(path)) return
    const called = path.replace(/\{.*?\}/g, 'AnId-1')
    const counted = rateRules.filter(
      ({ AggregateKeyType, paths = '^/api/' }) =>
        (AggregateKeyType === 'IP' || called === path) && new RegExp(paths).test(called),
    )
    expect(Math.min(...counted.map(({ Limit }) => Limit))).toBeLessThanOrEqual(
      (perSecond * 300) / 4,
    )
  })

  it('stays within the limits of a web ACL, and below its surcharge', () => {
    expect(rateRules).toHaveLength(10)
    for (const { paths = '' } of rateRules) expect(paths.length).toBeLessThan(512)
    // WCU: rule 2, custom key 30, regular expression 3, transformation 10.
    const units = rateRules.map(({ CustomKeys = [] }) => 2 + 30 * CustomKeys.length + 3 + 2 * 10)
    expect(units.reduce((sum, of) => sum + of, 0)).toBeLessThan(1500)
  })

  it('answers 429 in French, as the API does', () => {
    for (const { Name, Action } of rules) {
      expect(Action?.Block.CustomResponse, Name).toEqual({
        ResponseCode: 429,
        CustomResponseBodyKey: Name === 'Pages' ? 'page' : 'problem',
        ResponseHeaders: [{ Name: 'retry-after', Value: '300' }],
      })
    }
    const { problem, page } = Properties.CustomResponseBodies
    expect(problem.ContentType).toBe('APPLICATION_JSON')
    expect(JSON.parse(problem.Content)).toMatchObject({
      ...{ status: 429, code: 'too-many-attempts', detail: expect.stringContaining('5 minutes') },
    })
    expect(page.ContentType).toBe('TEXT_HTML')
    expect(page.Content).toContain('<html lang="fr">')
    expect(page.Content).toContain('assistance@elections.example.org')
    // WAF's limit for one body, in bytes.
    expect(Buffer.byteLength(page.Content)).toBeLessThanOrEqual(10_240)
  })

  it('keeps no samples of requests, and uses names that WAF accepts', () => {
    for (const { VisibilityConfig } of [Properties, ...rules]) {
      const { MetricName, SampledRequestsEnabled } = VisibilityConfig
      expect(SampledRequestsEnabled).toBe(false)
      expect(['All', 'Default_Action']).not.toContain(MetricName)
    }
  })

  it('notifies the team when it blocks requests', () => {
    const alarm = findResource(edge, 'AWS::CloudWatch::Alarm').Properties
    expect(alarm.Dimensions).toEqual([
      { Name: 'Rule', Value: 'ALL' },
      { Name: 'WebACL', Value: Properties.VisibilityConfig.MetricName },
    ])
    expect(alarm.AlarmDescription).toMatch(/runbook\.md#affluence$/)
    const { Endpoint } = findResource(edge, 'AWS::SNS::Subscription').Properties
    expect(Endpoint).toBe('supervision@elections.example.org')
  })
})
