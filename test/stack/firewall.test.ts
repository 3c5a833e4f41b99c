import { describe, expect, it } from 'vitest'
import { everything, resourcesOf, templatesOf } from './whole-app.ts'

const full = templatesOf(everything)

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
  const needed = { ...ofForms, Api: 54_000, Pages: 120_000 }

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
      detail: "Réessayez dans 5 minutes, ou contactez l'assistance.",
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
