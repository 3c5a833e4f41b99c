import { describe, expect, it } from 'vitest'
import { recordAccountEvent } from '../../functions/record-account-event/record-account-event.ts'
import { matchesPattern, transformEvent } from '../../local/app/event-patterns.ts'
import { readEventRule } from '../../local/app/read-triggers.ts'
import type { Template } from '../../local/app/template.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { aCall, account, aStackState, callId, sessionOf } from '../builders/account-events.ts'
import { stacksOf } from './local-app.ts'
import { resourcesOf, template, writersTo } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const stacks = stacksOf(templatesOf(allOptions))
const main = stacks.get('Reassort') as Template
const edge = stacks.get('Reassort-Edge-eu-west-3') as Template
const accountRules = main
  .findAll('AWS::Events::Rule')
  .filter(({ id }) => id.startsWith('AccountEvents'))
const rules = accountRules.flatMap((rule) => readEventRule(main, rule))

const rulesMatching = (stack: Template, event: object) =>
  stack
    .findAll('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventPattern)
    .filter((rule) => matchesPattern(stack.property(rule, 'EventPattern'), event))

async function interventionsOf(event: object): Promise<Intervention[]> {
  const kept = new Map<string, Intervention>()
  const record = async (one: Intervention) => kept.size < kept.set(one.interventionId, one).size
  for (const rule of rules.filter(({ pattern }) => matchesPattern(pattern, event))) {
    const message = accountEventMessage.parse(JSON.parse(transformEvent(rule, event)))
    await recordAccountEvent({ interventions: { record } }, message)
  }
  return [...kept.values()]
}

const sentencesOf = async (event: object) =>
  (await interventionsOf(event)).map(({ kind, by, subject }) => `${kind}: ${by}: ${subject}`)

const outputs = main.outputs()
const secretArn = String(outputs.IdentifierKeysSecret)
const secretName = secretArn.split(':')[6]?.replace(/-\w+$/, '') ?? ''
const keyArn = String(outputs.EncryptionKey)
const [, keyId = ''] = keyArn.split('/')
const operator = String(outputs.OperatorRole)
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`
const cdkRoles = ['deploy-role', 'file-publishing-role'].flatMap((role) =>
  ['eu-west-3', 'us-east-1'].map((at) => roleArn(`cdk-hnb659fds-${role}-${account}-${at}`)),
)
const lentRole = roleArn('Reassort/functions/Reassort-ApiSignInRole-1')
const stackArn = (stack: string) =>
  `arn:aws:cloudformation:eu-west-3:${account}:stack/${stack}/0123-4567`
const functionArn = `arn:aws:lambda:eu-west-3:${account}:function:Reassort-SendIdentifier-1`
const partialArn = `${account}:function:Reassort-SendIdentifier-1`
const receiptLogs = `sns/eu-west-3/${account}/DirectPublishToPhoneNumber/Failure`
const table = 'Reassort-Data-TablesVotersF4AB7936-1ABC'
const tableArn = `arn:aws:dynamodb:eu-west-3:${account}:table/${table}`

const cloudFormation = { from: 'cloudformation.amazonaws.com' }
const reads = { reads: true }
const root = { type: 'Root', arn: `arn:aws:iam::${account}:root` }
const read = (secretId: string, by: object = sessionOf('Administrator')) =>
  aCall('secretsmanager.GetSecretValue', { secretId }, { by, reads: true })
const alarmNames = ['Reassort-AlarmsSilentLedger-1', 'Reassort-AlarmsSweep-2']
const usesRole = (name: string, role = lentRole, call = {}) =>
  aCall(`lambda.${name}`, { functionName: 'theirs', role }, call)
const ourFunction = { functionName: 'Reassort-ApiSignIn-1' }
const create = 'CreateFunction20150331'
const configure = 'UpdateFunctionConfiguration20150331v2'

type Recorded = [sentence: string, event: object]

const alice = 'Administrator/alice'

function byAlice(
  kind: string,
  called: string,
  parameters: object = {},
  { shown = Object.values(parameters), ...call }: { shown?: string[] } & object = {},
): Recorded {
  const [, name] = called.split('.')
  return [[`${kind}: ${alice}:`, name, ...shown].join(' '), aCall(called, { ...parameters }, call)]
}

const unnamed = { shown: [] }
const answered = { response: { functionArn } }
const templateURL = `https://s3.eu-west-3.amazonaws.com/cdk-assets/${'d1'.repeat(32)}.json`

const recordedEvents: Recorded[] = [
  ...[secretArn, secretArn.replace(/-\w+$/, ''), secretName].map((secretId) =>
    byAlice('secret-read', 'secretsmanager.GetSecretValue', { secretId }, reads),
  ),
  byAlice('secret-read', 'secretsmanager.BatchGetSecretValue', {}, reads),
  [
    `secret-read: ${alice}: PutSecretValue ${secretName} (AccessDenied)`,
    aCall('secretsmanager.PutSecretValue', { secretId: secretName }, { error: 'AccessDenied' }),
  ],
  byAlice('rights', 'iam.PutRolePolicy', { roleName: 'R' }),
  byAlice('rights', 'iam.AttachUserPolicy', { userName: 'mallory', policyArn: 'arn:policy' }),
  ...cdkRoles.map((arn) => byAlice('role', 'sts.AssumeRole', { roleArn: arn }, reads)),
  ...['Reassort-Data', 'ReassortSms', stackArn('Reassort')].map((stackName) =>
    byAlice('deployment', 'cloudformation.ExecuteChangeSet', { stackName }),
  ),
  [
    `deployment: ${alice}: CreateChangeSet Reassort ${'d1'.repeat(32)}`,
    aCall('cloudformation.CreateChangeSet', { stackName: 'Reassort', templateURL }),
  ],
  ...['UpdateFunctionCode', 'PutFunctionConcurrency', 'RemovePermission'].flatMap((name) =>
    ['Reassort-ApiSignIn-1', 'reassort-collect-receipts', functionArn, partialArn].map(
      (functionName) => byAlice('deployment', `lambda.${name}20150331v2`, { functionName }),
    ),
  ),
  byAlice('deployment', 'lambda.DeleteEventSourceMapping', {}, answered),
  ...['DisableAlarmActions', 'DeleteAlarms'].map((name) =>
    byAlice('watch', `monitoring.${name}`, { alarmNames }, { shown: alarmNames.slice(0, 1) }),
  ),
  byAlice('watch', 'events.DisableRule', { name: 'Reassort-Heads-1' }),
  byAlice('watch', 'events.PutPermission'),
  byAlice('watch', 's3.PutBucketPolicy', { bucketName: 'reassort-audittrail-1' }, unnamed),
  byAlice('watch', 'sns.Unsubscribe'),
  byAlice('watch', 'sms-voice.UpdateProtectConfigurationCountryRuleSet'),
  byAlice('watch', 'sqs.SetQueueAttributes'),
  byAlice('watch', 'ses.PutConfigurationSetArchivingOptions'),
  ...['PutSubscriptionFilter', 'DeleteSubscriptionFilter', 'DeleteLogGroup'].map((name) =>
    byAlice('watch', `logs.${name}`, { logGroupName: receiptLogs }, unnamed),
  ),
  byAlice('watch', 'cloudtrail.StopLogging', { name: 'Trail' }),
  byAlice('firewall', 'wafv2.UpdateWebACL', { name: 'Wall', id: '0123' }),
  byAlice('firewall', 'cloudfront.UpdateFunction'),
  byAlice('firewall', 'route53.ChangeResourceRecordSets'),
  ...['PutKeyPolicy', 'CreateGrant', 'ScheduleKeyDeletion', 'DisableKey'].flatMap((name) =>
    [keyArn, keyId].map((id) => byAlice('rights', `kms.${name}`, { keyId: id })),
  ),
  ...[table, tableArn].map((tableName) => byAlice('rights', 'dynamodb.UpdateTable', { tableName })),
  byAlice('rights', 'dynamodb.PutResourcePolicy', { resourceArn: tableArn }, unnamed),
  byAlice('rights', 'dynamodb.ExportTableToPointInTime', { tableArn }, unnamed),
  byAlice('rights', 'dynamodb.RestoreTableToPointInTime', { sourceTableName: table }, unnamed),
  byAlice('rights', 'dynamodb.RestoreTableToPointInTime', { sourceTableArn: tableArn }, unnamed),
  byAlice('rights', 'dynamodb.RestoreTableFromBackup', { backupArn: `${tableArn}/b/0` }, unnamed),
  [`rights: ${alice}: ${create} theirs`, usesRole(create)],
  [`rights: ${alice}: ${create} theirs`, usesRole(create, lentRole, cloudFormation)],
  [`rights: ${alice}: ${configure} theirs`, usesRole(configure)],
  [`secret-read: root: GetSecretValue ${secretName}`, read(secretName, root)],
  [
    `secret-read: Reassort-ApiSignInRole/alice: GetSecretValue ${secretName}`,
    read(secretName, sessionOf('Reassort-ApiSignInRole')),
  ],
  [
    `role: AWSReservedSSO_Help_1/alice: AssumeRole ${operator}`,
    aCall(
      'sts.AssumeRole',
      { roleArn: operator, roleSessionName: 'alice' },
      { by: sessionOf('AWSReservedSSO_Help_1', 'alice@academie.example'), reads: true },
    ),
  ],
  ...[stackArn('Reassort'), stackArn('ReassortSms')].map(
    (arn): Recorded => [
      `deployment: aws.cloudformation: UPDATE_COMPLETE ${arn}`,
      aStackState(arn, 'UPDATE_COMPLETE'),
    ],
  ),
]

const ignored: [what: string, event: object][] = [
  ['a function’s own secret', read(secretName, sessionOf('SignIn', 'x', 'Reassort/functions/'))],
  ['another secret', read('AnotherSecret')],
  ['reading a role', aCall('iam.GetRole', null, reads)],
  ['another election', aCall('cloudformation.DeleteStack', { stackName: 'Reassort-2' })],
  [
    'CloudFormation’s change of an alarm',
    aCall('monitoring.DeleteAlarms', { alarmNames }, cloudFormation),
  ],
  ['the alarm of another service', aCall('monitoring.DeleteAlarms', { alarmNames: ['Other'] })],
  ['a stack update in progress', aStackState(stackArn('Reassort'), 'UPDATE_IN_PROGRESS')],
  ['a stack with a similar name', aStackState(stackArn('Reassort-Data-2'), 'UPDATE_COMPLETE')],
  [
    'CloudFormation’s change of a function',
    aCall('lambda.UpdateFunctionCode20150331v2', ourFunction, cloudFormation),
  ],
  ['an invocation', aCall('lambda.Invoke', ourFunction, { isData: true })],
  ['another bucket', aCall('s3.PutBucketPolicy', { bucketName: 'other' })],
  ['another log group', aCall('logs.DeleteLogGroup', { logGroupName: '/aws/lambda/Other' })],
  ['SNS’s new log stream', aCall('logs.CreateLogStream', { logGroupName: receiptLogs })],
  ['an SMS', aCall('sms-voice.SendTextMessage')],
  ['an e-mail', aCall('ses.SendEmail', null, { isData: true })],
  ['our command’s end of a suppression', aCall('ses.DeleteSuppressedDestination')],
  ['a role that is not ours', aCall('sts.AssumeRole', { roleArn: 'x' })],
  ['an emptied cache', aCall('cloudfront.CreateInvalidation')],
  ['one of the millions of uses of the key', aCall('kms.Decrypt', { keyId: keyArn }, reads)],
  ['another key', aCall('kms.PutKeyPolicy', { keyId: `${keyArn}0` })],
  ['a look at a table', aCall('dynamodb.DescribeTable', { tableName: table }, reads)],
  ['a read item', aCall('dynamodb.GetItem', { tableName: table }, { isData: true, reads: true })],
  ['another table', aCall('dynamodb.UpdateTable', { tableName: 'Reassort-2-Data-Tables' })],
  ['CloudFormation’s configuration of a function', usesRole(configure, lentRole, cloudFormation)],
  ['a function with another role', usesRole(create, lentRole.replace('Reassort/', 'Other/'))],
]

describe('account activity', () => {
  it.each(recordedEvents)('is recorded: %s', async (sentence, event) => {
    expect(await sentencesOf(event)).toEqual([sentence])
  })

  it.each(ignored)('is not recorded: %s', async (_, event) => {
    expect(await sentencesOf(event)).toEqual([])
  })

  it('reaches the rules on secrets, roles and table copies even if the call only reads', () => {
    const state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'
    const reading = accountRules.filter(({ properties }) => properties.State === state)
    const names = reading.map(({ id }) => id.slice(13, -8))
    expect(names).toEqual(['SecretReads', 'RolesTaken', 'TableCopies'])
  })

  it('is recorded with AWS’s own keys too, except changes of the election’s', () => {
    const plainRules = resourcesOf(template, 'AWS::Events::Rule').map(([id]) => id)
    const moreRules = accountRules.filter(({ id }) => !plainRules.includes(id))
    expect(moreRules.map(({ id }) => id.slice(13, -8))).toEqual(['EncryptionKey'])
  })

  it.each([
    ['Reassort', 'events.DisableRule', 'name'],
    ['Reassort', 'events.RemoveTargets', 'rule'],
    ['Reassort-Edge-eu-west-3', 'events.DisableRule', 'name'],
    ['Reassort-Edge-eu-west-3', 'events.RemoveTargets', 'rule'],
    ['Reassort-Edge-eu-west-3', 'iam.DeleteRolePolicy', 'roleName'],
  ])(
    'is recorded once, by another rule, if a rule of %s is stopped by %s',
    async (name, ...call) => {
      const [called, parameter] = call
      const stack = stacks.get(name) as Template
      for (const { id } of stack.findAll('AWS::Events::Rule')) {
        const event = aCall(called, { [parameter]: `${name}-${id}-1` })
        expect(rulesMatching(stack, event).map((rule) => rule.id !== id)).toContain(true)
        expect(await interventionsOf(event)).toHaveLength(1)
      }
    },
  )

  it('is stored under its call’s id and its rule’s kind, without any other parameter', async () => {
    const event = aCall(
      'iam.CreateAccessKey',
      { userName: `eve","kind":"seal","id":"forged","who":"nobody`, policyDocument: '{"a":1}' },
      { by: sessionOf('Administrator', 'eve@ministere.example'), error: 'AccessDenied' },
    )
    const at = new Date('2026-11-28T12:00:00Z')
    expect(await interventionsOf(event)).toMatchObject([
      { interventionId: callId, kind: 'rights', by: 'Administrator/eve', at },
    ])
    expect(JSON.stringify(rules.map((rule) => transformEvent(rule, event)))).not.toMatch(
      /secret words|policyDocument|192\.0/,
    )
  })
})

describe('the queue of account activity', () => {
  it.each(['Queue', 'DeadLetters'])('accepts messages from these rules only (%s)', (name) => {
    const { queueId, writers } = writersTo(`AccountEvent${name}`)
    const ours = resourcesOf(template, 'AWS::Events::Rule').filter(([id]) =>
      id.startsWith('AccountEvents'),
    )
    expect(writers).toHaveLength(1)
    expect(writers[0].Principal).toEqual({ Service: 'events.amazonaws.com' })
    expect(writers[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': ours.map(([id]) => ({ 'Fn::GetAtt': [id, 'Arn'] })) },
    })
    for (const [, { Properties }] of ours) {
      expect(JSON.stringify(Properties.Targets)).toContain(`{"Arn":{"Fn::GetAtt":["${queueId}"`)
    }
  })

  it('receives the events of IAM, CloudFront, the firewall and global STS, which reach us-east-1 only', async () => {
    const forwarded = (event: object) =>
      rulesMatching(edge, event).map(({ id, properties }) => [id.slice(0, -8), properties.State])
    expect(forwarded(aCall('iam.PutRolePolicy'))).toEqual([['Changes', 'ENABLED']])
    // CloudFormation puts the roles under a path once the tables have a key of the election's own.
    const ours = ['', 'Reassort/team/'].map((path) => `${path}Reassort-TeamRolesOperator-1`)
    const taking = (arn: string) => aCall('sts.AssumeRole', { roleArn: arn }, reads)
    for (const arn of [...ours.map(roleArn), ...cdkRoles]) {
      expect(forwarded(taking(arn))).toEqual([
        ['RolesTaken', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ])
    }
    expect(forwarded(taking(roleArn('OfAnother')))).toEqual([])
    const alarmName = 'Reassort-Edge-eu-west-3-Blocked-1'
    for (const [rule, event] of [
      ['Watch', aCall('monitoring.PutMetricAlarm', { alarmName })],
      ['Changes', aCall('sns.DeleteTopic')],
    ] as const) {
      expect(forwarded(event)).toEqual([[rule, 'ENABLED']])
      expect(await interventionsOf(event)).toHaveLength(1)
    }
    for (const { properties } of edge.findAll('AWS::Events::Rule')) {
      expect(JSON.stringify(properties.Targets)).toContain(':events:eu-west-3:')
    }
  })
})
