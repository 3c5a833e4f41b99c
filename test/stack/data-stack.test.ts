import { describe, expect, it } from 'vitest'
import { holdingKindOf } from '../../team/closing/destroyed-and-kept.ts'
import { dependenciesOf } from './dependencies.ts'
import { election, synthesiseElection } from './local-app.ts'
import { readRelease } from './released-templates.ts'
import { dataTemplate, propertiesOf, resourcesOf, template } from './templates.ts'
import {
  allOptions,
  allOptionsButStaff,
  bareName,
  minimal,
  type StackTemplate,
  templatesOf,
} from './whole-app.ts'

const assembly = await synthesiseElection(election)
const full = templatesOf(allOptions)
const withReplica = templatesOf(minimal)[`${bareName}-Data`]

it('the closing destroys or names every resource that outlives its stack', () => {
  const fates: string[] = []
  const service = templatesOf(allOptionsButStaff).Reassort
  for (const stack of [service, full['Reassort-Data'], withReplica]) {
    const made = Object.entries(stack?.Resources ?? {})
    for (const [logicalId, { Type: type, DeletionPolicy = '' }] of made) {
      // What our functions set in the account is no resource.
      if (type === 'Custom::SmsSpendLimit') continue
      const fate = holdingKindOf({ type, logicalId })
      if (DeletionPolicy.startsWith('Retain')) expect(fate, logicalId).toBeDefined()
      // A secret goes with its stack, but still has a fate because it can be restored.
      if (fate && type !== 'AWS::SecretsManager::Secret')
        expect(DeletionPolicy, logicalId).toMatch(/^Retain/)
      if (fate) fates.push(fate)
    }
  }
  expect(fates.filter((fate) => fate === 'secret')).toHaveLength(1 + 4 + 4)
  expect([...new Set(fates)]).toEqual(
    expect.arrayContaining(['table', 'logGroup', 'bucket', 'auditTrail', 'sender']),
  )
})

interface Output {
  Value: unknown
  Export?: { Name: string }
}

describe('the data stack', () => {
  it('has termination protection, as the SMS stack has', () => {
    const kept = assembly.stacks.filter(({ terminationProtection }) => terminationProtection)
    expect(kept.map(({ stackName }) => stackName).sort()).toEqual(['Reassort-Data', 'ReassortSms'])
  })

  it('keeps its logical ids: another id would create an empty table or a new key', () => {
    const ids = Object.keys(dataTemplate.Resources)
    expect(ids.filter((id) => !(`Reassort-Data/${id}` in readRelease().resources))).toEqual([
      'TablesInterventions167F23FD',
      'TablesCalendarDEB27288',
      'TablesApprovalsAE375412',
      'SecretsLedgerKeysCAB8CDDF',
      'LedgerSegmentsF0E03127',
      'LedgerSegmentsPolicy077CE3A8',
      'LedgerSigningKey8DA431AD',
    ])
    expect(full['Reassort-Data']?.Resources).toHaveProperty('DeliveryMailSender1F842C68')
  })

  it('retains its resources when it is deleted, in types that can be imported again', () => {
    const goes = /^AWS::(IAM::\w+|KMS::Alias)$/
    const made = [full['Reassort-Data'], withReplica].flatMap((one) =>
      Object.entries(one?.Resources ?? {}),
    )
    for (const [id, { Type, DeletionPolicy }] of made) {
      if (goes.test(Type)) continue
      expect(DeletionPolicy, id).toBe('RetainExceptOnCreate')
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
      expect([
        'AWS::DynamoDB::Table',
        'AWS::KMS::Key',
        'AWS::S3::Bucket',
        'AWS::S3::BucketPolicy',
        'AWS::SES::EmailIdentity',
        'AWS::SecretsManager::Secret',
      ]).toContain(Type)
    }
  })

  it('creates tables last, since a protected table cannot be rolled back', () => {
    for (const data of [dataTemplate, full['Reassort-Data'] as StackTemplate]) {
      const tables = resourcesOf(data, 'AWS::DynamoDB::Table').map(([id]) => id)
      const others = Object.keys(data.Resources).filter((id) => !tables.includes(id))
      expect(others.length).toBeGreaterThan(6)
      for (const id of tables)
        expect(dependenciesOf(data, id), id).toEqual(expect.arrayContaining(others))
    }
  })

  it('is deployed before the service, as the SMS stack is', () => {
    const first = assembly.getStackByName('Reassort').dependencies.map(({ id }) => id)
    expect(first).toEqual(expect.arrayContaining(['Reassort-Data', 'ReassortSms']))
  })

  it('exports everything that lasts, used or not, so that the service can stop using it', () => {
    const all: Output[] = Object.values(dataTemplate.Outputs)
    const outputs = all.filter(({ Export }) => Export)
    const values = outputs.map(({ Value }) => JSON.stringify(Value))
    for (const [id, { Type, Properties }] of Object.entries(dataTemplate.Resources)) {
      const attributes = {
        'AWS::DynamoDB::Table': Properties?.StreamSpecification ? 3 : 2,
        'AWS::KMS::Key': 1,
        'AWS::S3::Bucket': 2,
        'AWS::SecretsManager::Secret': 1,
      }[Type]
      const found = values.filter((value) => value.includes(`"${id}"`))
      if (attributes) expect(found, id).toHaveLength(attributes)
    }
    const exported = outputs.map(({ Export }) => Export?.Name)
    const read = [...JSON.stringify(template).matchAll(/"Fn::ImportValue":"([^"]+)"/g)]
    expect(read.length).toBeGreaterThan(20)
    for (const [, name] of read) expect(exported).toContain(name)
  })
})

describe('the sender of the e-mails', () => {
  const identities = (of?: StackTemplate) => propertiesOf(of, 'AWS::SES::EmailIdentity')

  it('is the domain, whose DNS records are among the outputs', () => {
    expect(identities(dataTemplate)).toEqual([
      {
        EmailIdentity: 'elections.example.org',
        MailFromAttributes: { MailFromDomain: 'bounce.elections.example.org' },
      },
    ])
    const records = Object.entries(dataTemplate.Outputs).filter(([name]) => name.startsWith('Dns'))
    expect(records.map(([name]) => name)).toEqual([
      'DnsDkim1',
      'DnsDkim2',
      'DnsDkim3',
      'DnsMailFromMx',
      'DnsMailFromSpf',
      'DnsDmarc',
    ])
    const written = JSON.stringify(records)
    for (const part of ['DkimDNSTokenName3', ' CNAME ', ' MX 10 feedback-smtp.']) {
      expect(written).toContain(part)
    }
    // Others may send from the domain unsigned, so the policy must not reject their mail.
    expect(written).toContain('v=DMARC1; p=none\\"')
  })

  it('is the address by default', () => {
    expect(identities(full['Reassort-Data'])).toEqual([{ EmailIdentity: allOptions.mail.from }])
  })

  it('is not created if the account has it, and never in the service’s own stack', () => {
    for (const one of [template, ...Object.values(templatesOf(minimal))]) {
      expect(identities(one)).toEqual([])
    }
  })
})
