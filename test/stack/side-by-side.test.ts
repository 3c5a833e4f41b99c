import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { describe, expect, it } from 'vitest'
import { election, synthesised } from './local-app.ts'
import { ofType, type SynthesisedTemplate } from './synthesised-template.ts'

// As unlike each other as two files can be, but for the sender, which they share.
const one = await synthesised({
  ...election,
  name: 'academie-de-versailles-cse-26',
  protection: { backupDays: 35 },
})
const other = await synthesised({
  ...election,
  name: 'academie-de-creteil-cse-2026x',
  title: 'Une autre élection',
  senderId: 'AUTREVOTE',
  smsDelaySeconds: 0,
  smsMonthlySpendUsd: undefined,
  alarms: undefined,
  territories: ['RE'],
  protection: { backupDays: 35, keysReplicaRegion: 'eu-west-1' },
  mail: { from: election.mail.from, identity: 'existing' },
})

const templatesOf = (assembly: CloudAssembly) =>
  Object.fromEntries(
    assembly.stacks.map(({ stackName, template }) => [stackName, template as SynthesisedTemplate]),
  )

const shared = 'ReassortSms'
const ownTemplatesOf = (assembly: CloudAssembly) =>
  Object.entries(templatesOf(assembly)).filter(([name]) => name !== shared)

/** Every property that AWS takes for a name, whatever the type, with what it is called. */
function physicalNamesOf(template: SynthesisedTemplate): string[] {
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

/** These say which resource is meant, or are names within a resource of their own. */
const referring = [
  // AWS tells APIs apart by their ids.
  'AWS::ApiGatewayV2::Api Name',
  'AWS::ApiGatewayV2::Stage StageName',
  'AWS::CloudFront::Distribution DomainName',
  'AWS::CloudFront::Distribution HeaderName',
  'AWS::CloudWatch::Alarm MetricName',
  'AWS::CloudWatch::Alarm Name',
  'AWS::DynamoDB::Table AttributeName',
  'AWS::DynamoDB::Table IndexName',
  'AWS::Backup::BackupPlan RuleName',
  'AWS::Backup::BackupPlan BackupPlanName',
  'AWS::Backup::BackupSelection SelectionName',
  'AWS::IAM::Policy PolicyName',
  'AWS::IAM::Role PolicyName',
]

/** Not a reference to what the stack names itself. */
function isName(value: unknown): boolean {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && ('Fn::Join' in value || 'Fn::Sub' in value)
}

describe('two elections of one account', () => {
  it('have stacks of their own, and one that they share', () => {
    const names = [one, other].map((assembly) => Object.keys(templatesOf(assembly)).sort())
    expect(names).toEqual([
      ['Academie-de-versailles-cse-26', 'Academie-de-versailles-cse-26-Data', 'ReassortSms'].sort(),
      ['Academie-de-creteil-cse-2026x', 'Academie-de-creteil-cse-2026x-Data', 'ReassortSms'].sort(),
    ])
  })

  it('share one template to the letter, whatever their files say', () => {
    expect(JSON.stringify(templatesOf(one)[shared])).toBe(
      JSON.stringify(templatesOf(other)[shared]),
    )
  })

  it('share no physical name, no export, no metric and no log group beside it', () => {
    const namesOf = (assembly: CloudAssembly) =>
      ownTemplatesOf(assembly).flatMap(([, template]) => physicalNamesOf(template))
    const names = namesOf(one)
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter((name) => namesOf(other).includes(name))).toEqual([])
    for (const [, template] of [...ownTemplatesOf(one), ...ownTemplatesOf(other)]) {
      expect(ofType('AWS::Logs::SubscriptionFilter', template)).toEqual([])
      for (const [, { Properties }] of ofType('AWS::Logs::LogGroup', template)) {
        expect(Properties.LogGroupName).toBeUndefined()
      }
    }
    const exportsOf = (assembly: CloudAssembly) =>
      ownTemplatesOf(assembly).flatMap(([, { Outputs = {} }]) =>
        Object.values(Outputs as Record<string, { Export?: { Name: string } }>).flatMap(
          ({ Export }) => (Export ? [Export.Name] : []),
        ),
      )
    expect(exportsOf(one).length).toBeGreaterThan(20)
    expect(exportsOf(one).filter((name) => exportsOf(other).includes(name))).toEqual([])
    const spacesOf = (assembly: CloudAssembly) =>
      ownTemplatesOf(assembly)
        .flatMap(([, template]) => ofType('AWS::Lambda::Function', template))
        .flatMap(([, { Properties }]) => Properties.Environment?.Variables.METRICS_NAMESPACE ?? [])
    expect(spacesOf(one).length).toBeGreaterThan(20)
    expect(spacesOf(one).filter((space) => spacesOf(other).includes(space))).toEqual([])
  })

  it('give names to what AWS names for itself only where AWS asks for one, or people look for it', () => {
    const types = [one, other]
      .flatMap(ownTemplatesOf)
      .flatMap(([, template]) => physicalNamesOf(template))
      .map((name) => name.split(' ')[0])
    expect([...new Set(types)].sort()).toEqual([
      'AWS::Backup::BackupVault',
      'AWS::CloudFront::Function',
      'AWS::CloudFront::OriginAccessControl',
      'AWS::CloudFront::OriginRequestPolicy',
      'AWS::CloudFront::ResponseHeadersPolicy',
      'AWS::CloudWatch::Dashboard',
      'AWS::Logs::QueryDefinition',
    ])
  })

  it('read each its own data, and nobody else’s', () => {
    for (const assembly of [one, other]) {
      const names = Object.keys(templatesOf(assembly))
      for (const [, template] of ownTemplatesOf(assembly)) {
        const read = [...JSON.stringify(template).matchAll(/"StackName":"([^"]+)"/g)]
        for (const [, name] of read) expect(names).toContain(name)
      }
    }
  })

  it('leave each log group of SNS with one subscription of the two that it may have', () => {
    const filters = [one, other].flatMap((assembly) =>
      Object.values(templatesOf(assembly))
        .flatMap((template) => ofType('Custom::SmsAttributes', template))
        .flatMap(([, { Properties }]) =>
          Properties.LogGroupNames.map((name: object) => [
            JSON.stringify(name),
            Properties.FilterName,
          ]),
        ),
    )
    const named = new Set(filters.map(([name, filter]) => `${name} ${filter}`))
    // The second election's are the first's, put again under the same name.
    expect(filters).toHaveLength(4)
    expect(named.size).toBe(2)
  })
})

describe('one election in two regions', () => {
  it('has names with the region where AWS knows none', () => {
    const global = ownTemplatesOf(one).flatMap(([, template]) =>
      physicalNamesOf(template).filter((name) => name.startsWith('AWS::CloudFront::')),
    )
    expect(global).toHaveLength(4)
    for (const name of global) expect(name).toContain('{"Ref":"AWS::Region"}')
  })

  it('has names that CloudFront takes, however long the election’s is', () => {
    for (const [, template] of [...ownTemplatesOf(one), ...ownTemplatesOf(other)]) {
      for (const name of physicalNamesOf(template)) {
        const [, , value = ''] = name.split(' ')
        const longest = value.replace('{"Ref":"AWS::Region"}', 'ap-southeast-2')
        const text = longest.replaceAll(/"Fn::Join"|["{}[\]:,]/g, '')
        expect(text.length, text).toBeLessThanOrEqual(64)
        if (name.includes('BackupVault')) expect(text.length).toBeLessThanOrEqual(50)
      }
    }
  })
})
