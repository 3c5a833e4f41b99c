import { App } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import { recordAccountEvent } from '../../functions/record-account-event/record-account-event.ts'
import { addEdgeStack } from '../../lib/edge-stack.ts'
import { matchesPattern, transformEvent } from '../../local/app/event-patterns.ts'
import { readEventRule } from '../../local/app/read-triggers.ts'
import type { Template } from '../../local/app/template.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { aCall, account, aStackState, eventId, sessionOf } from '../builders/account-events.ts'
import { withField } from '../builders/election-files.ts'
import { stacksOf } from './read-stacks.ts'
import { policiesOf, resourcesOf, template, writersTo } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const stacks = stacksOf(templatesOf(allOptions))
const main = stacks.get('Reassort') as Template
const edge = stacks.get('Reassort-Edge-eu-west-3') as Template
const accountRules = main
  .findAll('AWS::Events::Rule')
  .filter(({ id }) => id.startsWith('AccountEvents'))
const rules = accountRules.flatMap((rule) => readEventRule(main, rule))

async function interventionsOf(event: object): Promise<Intervention[]> {
  const kept: Intervention[] = []
  const record = async (one: Intervention) => kept.push(one) > 0
  for (const rule of rules.filter(({ pattern }) => matchesPattern(pattern, event))) {
    const message = accountEventMessage.parse(JSON.parse(transformEvent(rule, event)))
    await recordAccountEvent({ interventions: { record } }, message)
  }
  return kept
}

const sentencesOf = async (event: object) =>
  (await interventionsOf(event)).map(({ kind, by, subject }) => `${kind}: ${by}: ${subject}`)

const outputs = main.outputs()
const secretArn = String(outputs.IdentifierKeysSecret)
const secretName = secretArn.split(':')[6]?.replace(/-\w+$/, '') ?? ''
const keyArn = String(outputs.EncryptionKey)
const [, keyId = ''] = keyArn.split('/')
const operator = String(outputs.OperatorRole)
const site = String(outputs.DistributionId)
const cdkRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-eu-west-3`
const lentRole = `arn:aws:iam::${account}:role/Reassort/functions/Reassort-ApiSignInRole-1`
const stackArn = (stack: string) =>
  `arn:aws:cloudformation:eu-west-3:${account}:stack/${stack}/0123-4567`
const functionArn = `arn:aws:lambda:eu-west-3:${account}:function:Reassort-SendIdentifier-1`
const topicArn = `arn:aws:sns:eu-west-3:${account}:Reassort-AlarmsTeam-1:0123`
const table = 'Reassort-Data-TablesVotersF4AB7936-1ABC'
const tableArn = `arn:aws:dynamodb:eu-west-3:${account}:table/${table}`

const cloudFormation = { from: 'cloudformation.amazonaws.com' }
const reads = { reads: true }
const root = { type: 'Root', arn: `arn:aws:iam::${account}:root` }
const read = (secretId: string, by: object = sessionOf('Administrator')) =>
  aCall('secretsmanager.GetSecretValue', { secretId }, { by, reads: true })
const onAlarm = (name: string, alarm: string, call = {}) =>
  aCall(`monitoring.${name}`, { alarmNames: [alarm, 'Reassort-AlarmsSweep-2'] }, call)
const usesRole = (name: string, role = lentRole, call = {}) =>
  aCall(`lambda.${name}`, { functionName: 'theirs', role }, call)
const ourFunction = { functionName: 'Reassort-ApiSignIn-1' }
const create = 'CreateFunction20150331'
const configure = 'UpdateFunctionConfiguration20150331v2'

type Recorded = [sentence: string, event: object]

const alice = 'Administrator/alice'

function byAlice(kind: string, called: string, parameters: object = {}, call = {}): Recorded {
  const [, name] = called.split('.')
  const event = aCall(called, { ...parameters }, call)
  return [[`${kind}: ${alice}:`, name, ...Object.values(parameters)].join(' '), event]
}

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
  byAlice('role', 'sts.AssumeRole', { roleArn: cdkRole }, reads),
  byAlice('deployment', 'cloudformation.DeleteStack', { stackName: stackArn('Reassort') }),
  byAlice('deployment', 'cloudformation.ExecuteChangeSet', { stackName: 'Reassort-Data' }),
  [
    `deployment: ${alice}: CreateChangeSet Reassort ${'d1'.repeat(32)}`,
    aCall('cloudformation.CreateChangeSet', {
      stackName: 'Reassort',
      templateURL: `https://s3.eu-west-3.amazonaws.com/cdk-assets/${'d1'.repeat(32)}.json`,
    }),
  ],
  ...['UpdateFunctionCode', 'PutFunctionConcurrency', 'RemovePermission'].map((name) =>
    byAlice('deployment', `lambda.${name}20150331v2`, ourFunction),
  ),
  [
    `deployment: ${alice}: UpdateEventSourceMapping20150331`,
    aCall('lambda.UpdateEventSourceMapping20150331', { uUID: 'x' }, { response: { functionArn } }),
  ],
  ...['DisableAlarmActions', 'DeleteAlarms'].map(
    (name): Recorded => [
      `watch: ${alice}: ${name} Reassort-AlarmsSilentLedger-1`,
      onAlarm(name, 'Reassort-AlarmsSilentLedger-1'),
    ],
  ),
  byAlice('watch', 'events.DisableRule', { name: 'Reassort-Heads-1' }),
  [`watch: ${alice}: Unsubscribe`, aCall('sns.Unsubscribe', { subscriptionArn: topicArn })],
  byAlice('watch', 'cloudtrail.StopLogging', { name: 'Trail' }),
  byAlice('firewall', 'wafv2.UpdateWebACL', { name: 'Wall', id: '0123' }),
  byAlice('firewall', 'cloudfront.UpdateDistribution', { id: site }),
  ...['PutKeyPolicy', 'CreateGrant', 'ScheduleKeyDeletion', 'DisableKey'].flatMap((name) =>
    [keyArn, keyId].map((id) => byAlice('rights', `kms.${name}`, { keyId: id })),
  ),
  ...[table, tableArn].map((tableName) => byAlice('rights', 'dynamodb.UpdateTable', { tableName })),
  ...[
    { ExportTableToPointInTime: { tableArn } },
    { RestoreTableToPointInTime: { sourceTableName: table } },
    { RestoreTableToPointInTime: { sourceTableArn: tableArn } },
    { RestoreTableFromBackup: { backupArn: `${tableArn}/backup/0123` } },
  ].flatMap((copies) =>
    Object.entries(copies).map(
      ([name, parameters]): Recorded => [
        `rights: ${alice}: ${name}`,
        aCall(`dynamodb.${name}`, parameters),
      ],
    ),
  ),
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
  [
    `deployment: aws.cloudformation: UPDATE_COMPLETE ${stackArn('Reassort')}`,
    aStackState(stackArn('Reassort'), 'UPDATE_COMPLETE'),
  ],
]

const ignored: [what: string, event: object][] = [
  [
    'a secret that our functions read',
    read(secretName, sessionOf('SignIn', 'SignIn', 'Reassort/functions/')),
  ],
  ['another secret', read('AnotherSecret')],
  ['reading a role', aCall('iam.GetRole', null, reads)],
  ['another election', aCall('cloudformation.DeleteStack', { stackName: 'Reassort-2' })],
  [
    'CloudFormation’s change of an alarm',
    onAlarm('DeleteAlarms', 'Reassort-AlarmsSweep-1', cloudFormation),
  ],
  ['the alarm of another service', aCall('monitoring.DeleteAlarms', { alarmNames: ['Other'] })],
  ['a stack update in progress', aStackState(stackArn('Reassort'), 'UPDATE_IN_PROGRESS')],
  ['a stack with a similar name', aStackState(stackArn('Reassort-Data-2'), 'UPDATE_COMPLETE')],
  [
    'CloudFormation’s change of a function',
    aCall('lambda.UpdateFunctionCode20150331v2', ourFunction, cloudFormation),
  ],
  ['an invocation', aCall('lambda.Invoke', ourFunction, { isData: true })],
  ['a role that is not ours', aCall('sts.AssumeRole', { roleArn: 'x' })],
  ['another site', aCall('cloudfront.UpdateDistribution', { id: 'x' })],
  ['one of the millions of uses of the key', aCall('kms.Decrypt', { keyId: keyArn }, reads)],
  ['another key', aCall('kms.PutKeyPolicy', { keyId: `${keyArn}0` })],
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
    expect(reading.map(({ id }) => id.slice(13, -8))).toEqual([
      ...['SecretReads', 'RolesTaken', 'TableCopies'],
    ])
  })

  it('is stored under its event id and its rule’s kind, without any other parameter', async () => {
    const event = aCall(
      'iam.CreateAccessKey',
      { userName: `eve","kind":"seal","id":"forged","who":"nobody`, policyDocument: '{"a":1}' },
      { by: sessionOf('Administrator', 'eve@ministere.example'), error: 'AccessDenied' },
    )
    const at = new Date('2026-11-28T12:00:00Z')
    expect(await interventionsOf(event)).toMatchObject([
      { interventionId: eventId, kind: 'rights', by: 'Administrator/eve', at },
    ])
    expect(JSON.stringify(rules.map((rule) => transformEvent(rule, event)))).not.toMatch(
      /secret words|policyDocument|192\.0/,
    )
  })
})

describe('the queue of account activity', () => {
  it('accepts messages from these rules only', () => {
    const { writers } = writersTo('AccountEventQueue')
    const ours = resourcesOf(template, 'AWS::Events::Rule').filter(([id]) =>
      id.startsWith('AccountEvents'),
    )
    expect(writers).toHaveLength(ours.length)
    for (const { Principal, Condition } of writers) {
      expect(Principal).toEqual({ Service: 'events.amazonaws.com' })
      expect(Object.keys(Condition.ArnEquals)).toEqual(['aws:SourceArn'])
    }
  })

  it('is consumed by a function that adds interventions and changes none', () => {
    const actions = policiesOf('AccountEventsRecordAccountEventRole').flatMap(
      ({ Action }) => Action,
    )
    expect(actions.filter((action) => /^(dynamodb|secretsmanager|sns|ses):/.test(action))).toEqual([
      'dynamodb:PutItem',
    ])
  })

  it('receives the events of IAM, CloudFront, the firewall and global STS, which reach us-east-1 only', () => {
    const forwarding = edge.findAll('AWS::Events::Rule')
    const taking = (roleArn: unknown) => aCall('sts.AssumeRole', { roleArn }, reads)
    const forwarded = (event: object) =>
      forwarding
        .filter((rule) => matchesPattern(edge.property(rule, 'EventPattern'), event))
        .map(({ id, properties }) => [id.replace(/[0-9A-F]{8}$/, ''), properties.State])
    expect(forwarded(aCall('iam.PutRolePolicy'))).toEqual([['Changes', 'ENABLED']])
    // CloudFormation puts the roles under a path once the tables have a key of the election's own.
    for (const path of ['', 'Reassort/team/']) {
      const role = `arn:aws:iam::${account}:role/${path}Reassort-TeamRolesOperator-1`
      expect(forwarded(taking(role))).toEqual([
        ['RolesTaken', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ])
    }
    expect(forwarded(taking(`arn:aws:iam::${account}:role/OfAnother`))).toEqual([])
    for (const { properties } of forwarding) {
      expect(JSON.stringify(properties.Targets)).toContain(':events:eu-west-3:')
    }
    const there = { ...withField('site', { brandColour: '#1d4e89' }), region: 'us-east-1' }
    expect(addEdgeStack(new App(), parseElection(there))).toBeUndefined()
  })
})
