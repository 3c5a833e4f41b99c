import { describe, expect, it } from 'vitest'
import { tables as contract } from '../../shared/tables/tables.ts'
import { election } from './local-app.ts'
import {
  functions,
  idOf,
  keptTemplate,
  resourcesOf,
  statementsIn,
  template,
  withoutHash,
} from './templates.ts'

describe('every table', () => {
  const tables = resourcesOf(keptTemplate, 'AWS::DynamoDB::Table')

  it('is paid by request, can be restored, and outlives the stack', () => {
    expect(tables).toHaveLength(Object.keys(contract).length)
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
      expect(Properties.DeletionProtectionEnabled).toBe(true)
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
    }
  })

  it('forgets what expires, and only that', () => {
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

const isOnLedger = (statement: object) =>
  /LedgerSegments\w+"\},"\/\*"/.test(JSON.stringify(statement))

describe('every function', () => {
  it('runs on Node 24, on arm64, and keeps its journal for a year', () => {
    for (const [, { Properties }] of functions) {
      expect(Properties.Runtime).toBe('nodejs24.x')
      expect(Properties.Architectures).toEqual(['arm64'])
      const logs = template.Resources[idOf(Properties.LoggingConfig.LogGroup) as string]
      expect(logs?.Properties.RetentionInDays).toBe(365)
    }
  })

  it('has a role of its own, with all of its rights in it: whatever waits for the function waits for them', () => {
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

  it('may do named actions on named resources: the wildcards are SMS to numbers, mail from us, what the watch lists, what starts again, and copies of tables', () => {
    const roles = functions.map(([, { Properties }]) => idOf(Properties.Role))
    const rights = [...statementsIn(template)].filter(([role]) => roles.includes(role))
    expect(rights).toHaveLength(functions.length)
    const wide = rights.flatMap(([role, statements]) =>
      statements
        .filter((statement) => JSON.stringify(statement).includes('*') && !isOnLedger(statement))
        .map((statement) => ({ id: role.replace(/Role.*/, ''), ...statement })),
    )
    const lists = ({ id }: (typeof wide)[number]) => id === 'DeliveryWatchVote'
    const listed = ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData']
    expect(wide.filter(lists).map(({ Action }) => Action)).toEqual([
      [...listed, 'lambda:ListEventSourceMappings'],
    ])
    const restarts = ({ id }: (typeof wide)[number]) => id === 'RestartingRestartService'
    expect(wide.filter(restarts).map(({ Action }) => Action)).toEqual([
      [
        'lambda:ListEventSourceMappings',
        'ses:DescribeConfigurationSet',
        'ses:GetAccountSendingEnabled',
        'ses:UpdateAccountSendingEnabled',
        'ses:UpdateConfigurationSetSendingEnabled',
      ],
      'lambda:UpdateEventSourceMapping',
    ])
    expect(wide.filter((one) => !lists(one) && !restarts(one))).toEqual([
      {
        id: 'DeliverySendIdentifier',
        Action: 'sns:Publish',
        Effect: 'Allow',
        NotResource: 'arn:aws:sns:*:*:*',
      },
      ...['DeliveryMailVoters', 'LedgerWritersTellLedgerHead'].map((mailer) => ({
        id: mailer,
        Action: 'ses:SendEmail',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', expect.arrayContaining([':identity/*'])] },
        Condition: {
          StringLike: { 'ses:FromAddress': [election.mail.from, `*<${election.mail.from}>`] },
        },
      })),
      ...['team/*', 'breaker*', '20*'].map((key) =>
        expect.objectContaining({
          id: 'TeamFunctionComputeForTeam',
          Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [key] } },
        }),
      ),
      expect.objectContaining({
        id: 'TeamFunctionComputeForTeam',
        Resource: ['Phones', 'Reissues', 'Voters'].map((table) => ({
          'Fn::Join': ['', [{ 'Fn::ImportValue': expect.stringContaining(table) }, '-restored-*']],
        })),
      }),
    ])
  })
})
