import { describe, expect, it } from 'vitest'
import { election } from './local-app.ts'
import { statementsIn } from './policies.ts'
import {
  functions,
  idOf,
  keptTemplate,
  ofType,
  template,
  withoutHash,
} from './synthesised-template.ts'

describe('every table', () => {
  const tables = ofType('AWS::DynamoDB::Table', keptTemplate)

  it('is paid by request, can be restored, and outlives the stack', () => {
    expect(tables).toHaveLength(12)
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
      expect(Properties.DeletionProtectionEnabled).toBe(true)
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
    }
  })

  it('is the one that elections in progress have: another id or key is a new and empty table', () => {
    const keysOf = (schema: { AttributeName: string }[]) =>
      schema.map(({ AttributeName }) => AttributeName).join(' ')
    const keys = tables.map(([id, { Properties }]) => {
      const indexes = (Properties.GlobalSecondaryIndexes ?? []).map(
        (index: {
          IndexName: string
          KeySchema: { AttributeName: string }[]
          Projection: { NonKeyAttributes?: string[] }
        }) => {
          const includes = index.Projection.NonKeyAttributes ?? []
          return `${index.IndexName}: ${[keysOf(index.KeySchema), ...includes].join(' + ')}`
        },
      )
      return [id, [keysOf(Properties.KeySchema), ...indexes]]
    })
    expect(Object.fromEntries(keys)).toEqual({
      TablesVotersF4AB7936: ['voterId'],
      TablesCalendarDEB27288: ['calendarId'],
      TablesSessions486350CB: [
        'tokenHash',
        'voter-sessions: voterId endsAt + kind + expiresAt + epoch + idleMinutes',
      ],
      TablesCaptchasBD507B22: ['captchaId'],
      TablesPhones38934B7D: ['phoneHash'],
      TablesReissuesDEC9F45F: [
        'reissueId',
        'sms-due: sweepShard smsDueAt + requestedAt',
        'mail-due: sweepShard mailDueAt + requestedAt',
        'sms-expected: unsentShard expectedAt + territory',
        'sms-message: messageId',
        'voter-reissues: voterId',
      ],
      TablesAttemptsCCE7EDCF: ['attemptKey'],
      TablesPasswordLinksD2BAF0EF: ['voterId'],
      TablesSmsDays52A75382: ['day'],
      TablesRollOperations9B14EEB8: ['operationId'],
      TablesMailTurnsF84C5FA9: ['rate'],
      TablesInterventions167F23FD: ['interventionId'],
    })
    const types = tables.flatMap(([, { Properties }]) => Properties.AttributeDefinitions)
    expect(types.filter(({ AttributeType }) => AttributeType !== 'S')).toEqual([
      { AttributeName: 'sweepShard', AttributeType: 'N' },
      { AttributeName: 'unsentShard', AttributeType: 'N' },
    ])
  })

  it('forgets what expires, and only that', () => {
    const expiring = tables
      .filter(([, { Properties }]) => Properties.TimeToLiveSpecification?.Enabled)
      .map(([id]) => withoutHash(id).replace(/^Tables/, ''))
    expect(expiring.sort()).toEqual([
      'Attempts',
      'Captchas',
      'PasswordLinks',
      'Sessions',
      'SmsDays',
    ])
  })
})

/** Objects of its bucket, by whatever number. */
const isOnLedger = (statement: object) =>
  /LedgerSegments\w+"\},"\/\*"/.test(JSON.stringify(statement))

describe('every function', () => {
  it('runs on Node 24, on arm64, and keeps its journal for a year', () => {
    expect(functions).toHaveLength(31)
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
      // Another name would be a second policy, until the update is over.
      expect(Policies).toEqual([expect.objectContaining({ PolicyName: 'Rights' })])
    }
    const beside = ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) => Properties.Roles)
    expect(beside.map(idOf).filter((role) => roles.includes(role))).toEqual([])
  })

  it('may do named actions on named resources: the wildcards are SMS to numbers, mail from us, and what one of them deploys', () => {
    const roles = functions.map(([, { Properties }]) => idOf(Properties.Role))
    const rights = [...statementsIn(template)].filter(([role]) => roles.includes(role))
    expect(rights).toHaveLength(functions.length)
    const wide = rights.flatMap(([role, statements]) =>
      statements
        .filter((statement) => JSON.stringify(statement).includes('*') && !isOnLedger(statement))
        .filter(() => !role.startsWith('TeamFunctionDeployStack'))
        .map((statement) => ({ id: role.replace(/Role.*/, ''), ...statement })),
    )
    expect(wide).toEqual([
      {
        id: 'DeliverySendIdentifier',
        Action: 'sns:Publish',
        Effect: 'Allow',
        NotResource: 'arn:aws:sns:*:*:*',
      },
      ...[
        'DeliveryConfirmByEmail',
        'DeliveryMailPasswordLink',
        'DeliveryTellByEmail',
        'LedgerWritersTellLedgerHead',
      ].map((mailer) => ({
        id: mailer,
        Action: 'ses:SendEmail',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', expect.arrayContaining([':identity/*'])] },
        Condition: {
          StringLike: { 'ses:FromAddress': [election.mail.from, `*<${election.mail.from}>`] },
        },
      })),
    ])
  })
})
