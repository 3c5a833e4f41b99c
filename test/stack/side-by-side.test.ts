import { describe, expect, it } from 'vitest'
import { resourcesOf } from './templates.ts'
import { bareName, minimal, type StackTemplate, templatesOf, withLongName } from './whole-app.ts'

const longNamed = templatesOf(withLongName)
const bareOne = templatesOf(minimal)

type Templates = typeof longNamed

const shared = 'ReassortSms'
const ownTemplatesOf = (templates: Templates) =>
  Object.entries(templates).filter(([name]) => name !== shared)

function physicalNamesOf(template: StackTemplate): string[] {
  const names: string[] = []
  for (const { Type, Properties } of Object.values(template.Resources)) {
    JSON.stringify(Properties, (key, value) => {
      const named = /Name$/.test(key) && !/^(Output|Stack)Name$/.test(key)
      if (referring.includes(`${Type} ${key}`)) return value
      if (named && isName(value)) names.push(`${Type} ${key} ${JSON.stringify(value)}`)
      return value
    })
  }
  return names
}

const physicalNamesIn = (templates: Templates) =>
  ownTemplatesOf(templates).flatMap(([, template]) => physicalNamesOf(template))

const referring = [
  'AWS::ApiGatewayV2::Api Name',
  'AWS::ApiGatewayV2::Stage StageName',
  'AWS::CertificateManager::Certificate DomainName',
  'AWS::CloudFront::Distribution DomainName',
  'AWS::CloudFront::Distribution HeaderName',
  'AWS::CloudWatch::Alarm MetricName',
  'AWS::CloudWatch::Alarm Name',
  'AWS::DynamoDB::Table AttributeName',
  'AWS::DynamoDB::Table IndexName',
  'AWS::IAM::Policy PolicyName',
  'AWS::IAM::Role PolicyName',
  'AWS::Route53::RecordSet Name',
]

function isName(value: unknown): boolean {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && ('Fn::Join' in value || 'Fn::Sub' in value)
}

describe('two elections of one account', () => {
  it('have their own stacks, and share one', () => {
    const { name } = withLongName
    const first = name.replace('a', 'A')
    expect(Object.keys(longNamed).sort()).toEqual(
      [first, `${first}-Data`, `${first}-Edge-eu-west-3`, shared].sort(),
    )
    expect(Object.keys(bareOne).sort()).toEqual([bareName, `${bareName}-Data`, shared].sort())
  })

  it('share an identical template, whatever their files say', () => {
    const withoutBoundary = JSON.stringify(longNamed[shared], (key, value) =>
      key === 'PermissionsBoundary' ? undefined : value,
    )
    expect(withoutBoundary).toBe(JSON.stringify(bareOne[shared]))
  })

  const exportsOf = (templates: Templates) =>
    ownTemplatesOf(templates).flatMap(([, { Outputs = {} }]) =>
      Object.values(Outputs as Record<string, { Export?: { Name: string } }>).flatMap(
        ({ Export }) => (Export ? [Export.Name] : []),
      ),
    )
  const metricSpacesOf = (templates: Templates) =>
    ownTemplatesOf(templates)
      .flatMap(([, template]) => resourcesOf(template, 'AWS::Lambda::Function'))
      .flatMap(([, { Properties }]) => Properties.Environment?.Variables.METRICS_NAMESPACE ?? [])

  it.each([
    ['physical name', physicalNamesIn, 3],
    ['export', exportsOf, 20],
    ['metric', metricSpacesOf, 20],
  ])('share no %s otherwise', (_, namesOf, least) => {
    const names = namesOf(longNamed)
    expect(names.length).toBeGreaterThan(least)
    expect(names.filter((name) => namesOf(bareOne).includes(name))).toEqual([])
  })

  it('read only their own data', () => {
    for (const templates of [longNamed, bareOne]) {
      const names = Object.keys(templates)
      for (const [, template] of ownTemplatesOf(templates)) {
        const read = [...JSON.stringify(template).matchAll(/"StackName":"([^"]+)"/g)]
        for (const [, name] of read) expect(names).toContain(name)
        expect(resourcesOf(template, 'AWS::Logs::SubscriptionFilter')).toEqual([])
      }
    }
  })
})

describe('one election in two regions', () => {
  it('includes the region in names that AWS keeps globally', () => {
    const global = physicalNamesIn(longNamed).filter((name) => name.startsWith('AWS::CloudFront::'))
    expect(global).toHaveLength(2 * 4)
    for (const name of global) expect(name).toContain('eu-west-3')
  })

  it('has names that CloudFront accepts, however long the election’s name', () => {
    for (const name of [longNamed, bareOne].flatMap(physicalNamesIn)) {
      const [, , value = ''] = name.split(' ')
      const text = value.replace('eu-west-3', 'ap-southeast-2').replaceAll('"', '')
      expect(text.length, text).toBeLessThanOrEqual(64)
    }
  })
})
