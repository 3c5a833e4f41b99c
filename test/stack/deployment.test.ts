import { describe, expect, it } from 'vitest'
import { minUnreservedConcurrency } from '../../shared/domain/rate-limiter.ts'
import { tables } from '../../shared/tables/tables.ts'
import { reservedConcurrency } from '../../team/estimate/quotas.ts'
import { outputs } from '../builders/deployed-stack.ts'
import { inFull } from '../size.ts'
import { election } from './local-app.ts'
import {
  consumersIn,
  findResource,
  functions,
  idOf,
  propertiesOf,
  resourcesOf,
  statementsIn,
  template,
  withoutHash,
} from './templates.ts'
import { allOptions, allOptionsButStaff, bareName, minimal, templatesOf } from './whole-app.ts'

const full = templatesOf(allOptions).Reassort

const reservedIn = (template: typeof full) =>
  resourcesOf(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const { ReservedConcurrentExecutions: reserved } = Properties
    return reserved === undefined ? [] : [[withoutHash(id), reserved as number] as const]
  })

it('the stack outputs everything that the team’s commands read', () => {
  expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(Object.keys(outputs)))
  expect(template.Outputs.ElectionDigest?.Value).toBe(outputs.ElectionDigest)
})

describe('reserved concurrency', () => {
  const reserved = reservedIn(full)

  it('covers the concurrency of each queue consumer and the scheduled functions', () => {
    const needs = new Map<string, number>()
    for (const { FunctionName, ScalingConfig } of consumersIn(full)) {
      const name = withoutHash(idOf(FunctionName) as string)
      const atOnce = ScalingConfig.MaximumConcurrency as number
      needs.set(name, (needs.get(name) ?? 0) + atOnce)
    }
    needs.set('DeliveryRequeueOverdueReissues', 2)
    needs.set('DeliveryWatchVote', 2)
    needs.set('LedgerWritersWriteLedger', 2)
    needs.set('LedgerWritersTellLedgerHead', 1)
    needs.set('TeamFunctionComputeForTeam', 5)
    expect(new Map(reserved)).toEqual(needs)
  })

  it('equals the sum that preflight computes', () => {
    const sum = reserved.reduce((all, [, each]) => all + each, 0)
    expect(sum).toBe(reservedConcurrency({ ...election, ...allOptions }))
  })

  it('is set only if AWS accepts it: an account must leave a hundred unreserved', ({ skip }) => {
    inFull(skip)
    const sum = reserved.reduce((all, [, each]) => all + each, 0)
    const least = sum + minUnreservedConcurrency
    const with_ = (lambdaConcurrency: number) =>
      reservedIn(templatesOf({ ...allOptions, lambdaConcurrency }).Reassort)
    expect(with_(least)).toEqual(reserved)
    expect(with_(least - 1)).toEqual([])
    expect(
      functions.filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions),
    ).toEqual([])
  })
})

describe('an optional feature', () => {
  const withoutFunctions = { ...allOptionsButStaff, knownPhones: false }

  it('gives no function and no deployment another right', ({ skip }) => {
    inFull(skip)
    const ofCloudFront = /BucketAcl|wafv2:GetWebACL/
    const rightsIn = (template: Parameters<typeof statementsIn>[0]) =>
      [...statementsIn(template)].map(([role, statements]) => [
        role,
        statements.filter(({ Action }) => ![Action].flat().some((one) => ofCloudFront.test(one))),
      ])
    const shipped = rightsIn(templatesOf({}).Reassort)
    expect(shipped.length).toBeGreaterThan(functions.length)
    const more = { ...withoutFunctions, mail: election.mail, protection: {} }
    expect(rightsIn(templatesOf(more).Reassort)).toEqual(shipped)
  })
})

describe('the audit trail', () => {
  const trailType = 'AWS::CloudTrail::Trail'
  const [trail, ...others] = propertiesOf(template, trailType)

  it('exists unless the file turns it off', () => {
    expect(resourcesOf(templatesOf(minimal)[bareName], trailType)).toEqual([])
  })

  it('records management calls, and every access to tables except by functions', () => {
    expect(others).toEqual([])
    expect(trail.EventSelectors).toBeUndefined()
    const [management, ...data] = trail.AdvancedEventSelectors.map(
      ({ FieldSelectors }: { FieldSelectors: { Field: string }[] }) =>
        Object.fromEntries(FieldSelectors.map(({ Field, ...selects }) => [Field, selects])),
    )
    expect(management).toEqual({
      eventCategory: { Equals: ['Management'] },
      eventSource: { NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
    })
    const calls = data.pop()
    // Services that call a function have no ARN.
    expect(calls).toEqual({
      eventCategory: { Equals: ['Data'] },
      'resources.type': { Equals: ['AWS::Lambda::Function'] },
      'resources.ARN': {
        StartsWith: ['Reassort', 'reassort-'].map((prefix) => ({
          'Fn::Join': ['', expect.arrayContaining([`:function:${prefix}`])],
        })),
      },
      'userIdentity.arn': { StartsWith: ['arn:'] },
    })
    expect(data.map((one: Record<string, unknown>) => one['resources.type'])).toEqual([
      { Equals: ['AWS::DynamoDB::Table'] },
      { Equals: ['AWS::DynamoDB::Stream'] },
    ])
    for (const selects of data) {
      expect(selects['resources.ARN'].StartsWith).toHaveLength(Object.keys(tables).length)
      expect(selects['userIdentity.arn'].NotStartsWith).toHaveLength(functions.length)
    }
  })

  it('records changes of the customer-managed key, but not its millions of uses', () => {
    expect(findResource(full, trailType).Properties.AdvancedEventSelectors).toContainEqual({
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Management'] },
        { Field: 'readOnly', Equals: ['false'] },
      ],
    })
  })

  it('accepts files of this stack’s trails only', () => {
    const policies = propertiesOf(full, 'AWS::S3::BucketPolicy')
    const policy = policies.find(({ Bucket }) => Bucket.Ref === trail.S3BucketName.Ref)
    const refusals = policy.PolicyDocument.Statement.filter(
      ({ Effect, Principal }: Record<string, { Service?: string }>) =>
        String(Effect) === 'Deny' && Principal?.Service === 'cloudtrail.amazonaws.com',
    )
    expect(refusals).toMatchObject([{ Action: 's3:*' }])
    const refused = /^{"ArnNotLike":{"aws:SourceArn":.*:trail\/Reassort\*"/
    expect(JSON.stringify(refusals[0].Condition)).toMatch(refused)
  })
})
