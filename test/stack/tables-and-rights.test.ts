import { describe, expect, it } from 'vitest'
import { tables as contract } from '../../shared/tables/tables.ts'
import { election } from './local-app.ts'
import {
  dataTemplate,
  functions,
  idOf,
  policiesOf,
  resourcesOf,
  template,
  withoutHash,
} from './templates.ts'

describe('every table', () => {
  const tables = resourcesOf(dataTemplate, 'AWS::DynamoDB::Table')

  it('expires items only if it holds short-lived data', () => {
    expect(tables).toHaveLength(Object.keys(contract).length)
    const expiring = tables
      .filter(([, { Properties }]) => Properties.TimeToLiveSpecification?.Enabled)
      .map(([id]) => withoutHash(id).replace(/^Tables/, ''))
    expect(expiring.sort()).toEqual([
      'Approvals',
      'Attempts',
      'Captchas',
      'PasswordLinks',
      'Sessions',
      'SmsDays',
    ])
  })
})

describe('every function', () => {
  it('has its own role with all rights inline, so that dependents wait for its rights', () => {
    const roles = functions.map(([, { Properties }]) => idOf(Properties.Role))
    expect(new Set(roles).size).toBe(functions.length)
    for (const role of roles) {
      const { ManagedPolicyArns, Policies } = template.Resources[role as string]?.Properties ?? {}
      expect(ManagedPolicyArns).toBeUndefined()
      // Another policy name would leave two policies until the update ends.
      expect(Policies).toEqual([expect.objectContaining({ PolicyName: 'Rights' })])
    }
    const beside = resourcesOf(template, 'AWS::IAM::Policy').flatMap(
      ([, { Properties }]) => Properties.Roles,
    )
    expect(beside.map(idOf).filter((role) => roles.includes(role))).toEqual([])
  })

  // What else is wide: `acknowledged-findings.ts`.
  it('has a wildcard only to send SMS to numbers, to send e-mails from us, or to write its own keys', () => {
    const withWildcard = (role: string) =>
      policiesOf(role).filter(({ Action, Resource, Condition, NotResource }) =>
        /"(sns:Publish|ses:SendEmail)"|LeadingKeys/.test(JSON.stringify({ Action, Condition }))
          ? JSON.stringify([Resource, NotResource, Condition]).includes('*')
          : false,
      )
    expect(withWildcard('DeliverySendIdentifierRole')).toMatchObject([
      { Action: 'sns:Publish', NotResource: 'arn:aws:sns:*:*:*' },
    ])
    const { from } = election.mail
    for (const role of ['DeliveryMailVotersRole', 'LedgerWritersTellLedgerHeadRole']) {
      expect(withWildcard(role)).toMatchObject([
        { Condition: { StringLike: { 'ses:FromAddress': [from, `*<${from}>`] } } },
      ])
    }
    expect(
      withWildcard('TeamFunctionComputeForTeamRole').map(({ Condition }) => Condition),
    ).toEqual(
      ['team/*', 'breaker*', '20*'].map((key) => ({
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [key] },
      })),
    )
  })
})
