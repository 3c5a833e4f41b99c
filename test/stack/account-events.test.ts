import { App } from 'aws-cdk-lib'
import { Template as Assertions } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { edgeBefore } from '../../lib/edge-stack.ts'
import { matches, transformed } from '../../local/app/event-patterns.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { parseElection } from '../../shared/domain/election/election.ts'
import { aCall, account, aStackState, eventId, sessionOf } from '../builders/account-events.ts'
import { withField } from '../builders/election-files.ts'
import { accountRulesIn, stacksOf } from './account-rules.ts'
import { keptTemplate, ofType, policiesOf, template, writersTo } from './synthesised-template.ts'

const stacks = stacksOf({ Reassort: template, 'Reassort-Data': keptTemplate })
const { main, rules, interventionsOf, told } = accountRulesIn(stacks)

const secretArn = String(main.outputs().IdentifierKeysSecret)
const name = secretArn.split(':')[6]?.replace(/-\w+$/, '') ?? ''
const cdkRole = `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-eu-west-3`
const arnOf = (stack: string) =>
  `arn:aws:cloudformation:eu-west-3:${account}:stack/${stack}/0123-4567`
const readingOf = (secretId: string, by?: object) =>
  aCall('secretsmanager.GetSecretValue', { secretId }, { reads: true, ...(by && { by }) })

describe('a secret that is read', () => {
  it.each([secretArn, secretArn.replace(/-\w+$/, ''), name])(
    'is told, however it is named: %s',
    async (id) => {
      expect(await told(readingOf(id))).toEqual([
        `secret-read: Administrator/alice: GetSecretValue ${id}`,
      ])
    },
  )

  it('is told of whoever has no session, of those refused, and of many read at once', async () => {
    const root = { type: 'Root', arn: `arn:aws:iam::${account}:root` }
    expect(await told(readingOf(name, root))).toEqual([`secret-read: root: GetSecretValue ${name}`])
    const refused = aCall(
      'secretsmanager.PutSecretValue',
      { secretId: name },
      { error: 'AccessDenied' },
    )
    expect(await told(refused)).toEqual([
      `secret-read: Administrator/alice: PutSecretValue ${name} (AccessDenied)`,
    ])
    const many = aCall('secretsmanager.BatchGetSecretValue', null, { reads: true })
    expect(await told(many)).toEqual(['secret-read: Administrator/alice: BatchGetSecretValue'])
  })

  it('is not told of our functions, of which the names alone are no proof, nor of other secrets', async () => {
    const ofFunctions = 'Reassort/functions/'
    expect(await told(readingOf(name, sessionOf('SignIn', 'SignIn', ofFunctions)))).toEqual([])
    expect(await told(readingOf(name, sessionOf('Reassort-ApiSignInRole')))).toHaveLength(1)
    expect(await told(readingOf('AnotherSecret'))).toEqual([])
  })

  it('is handed on by EventBridge although it changes nothing, and so is a role that is taken on', () => {
    const all = ofType('AWS::Events::Rule').filter(([id]) => id.startsWith('AccountEvents'))
    const states = all.map(([id, { Properties }]) => [id.slice(13, -8), Properties.State])
    const reading = states.filter(([, state]) => state !== 'ENABLED')
    expect(reading).toEqual([
      ['SecretReads', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ['RolesTaken', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ])
  })
})

describe('what else is told', () => {
  const helpdesk = String(main.outputs().HelpdeskRole)
  const lambda = { functionName: 'Reassort-ApiSignIn-1' }
  const mapping = {
    functionArn: `arn:aws:lambda:eu-west-3:${account}:function:Reassort-SendIdentifier-1`,
  }

  const alarmNames = ['Reassort-AlarmsSilentLedger-1', 'Reassort-AlarmsSweep-2']
  const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  const topic = `arn:aws:sns:eu-west-3:${account}:Reassort-AlarmsTeam-1:0123`
  const site = String(main.outputs().DistributionId)
  it.each<[kind: string, called: string, parameters: Record<string, unknown>, subject: string]>([
    ['rights', 'iam.PutRolePolicy', { roleName: 'R', policyDocument: '{"a":1}' }, 'R'],
    ['rights', 'iam.AttachUserPolicy', { userName: 'mallory', policyArn }, `mallory ${policyArn}`],
    [
      'deployment',
      'cloudformation.DeleteStack',
      { stackName: arnOf('Reassort') },
      arnOf('Reassort'),
    ],
    ['deployment', 'lambda.UpdateFunctionCode20150331v2', lambda, lambda.functionName],
    ['deployment', 'lambda.PutFunctionConcurrency20171031', lambda, lambda.functionName],
    ['deployment', 'lambda.RemovePermission20150331v2', lambda, lambda.functionName],
    ['watch', 'monitoring.DisableAlarmActions', { alarmNames }, String(alarmNames[0])],
    ['watch', 'monitoring.DeleteAlarms', { alarmNames }, String(alarmNames[0])],
    ['watch', 'events.DisableRule', { name: 'Reassort-Heads-1' }, 'Reassort-Heads-1'],
    ['watch', 'sns.Unsubscribe', { subscriptionArn: topic }, ''],
    ['watch', 'cloudtrail.StopLogging', { name: 'Trail' }, 'Trail'],
    ['firewall', 'wafv2.UpdateWebACL', { name: 'Wall', id: '0123' }, 'Wall 0123'],
    ['firewall', 'cloudfront.UpdateDistribution', { id: site }, site],
  ])('is %s: %s', async (kind, called, parameters, subject) => {
    const [, name] = called.split('.')
    const said = `${kind}: Administrator/alice: ${name} ${subject}`.trim()
    expect(await told(aCall(called, parameters))).toEqual([said])
  })

  const deploys = { by: sessionOf('cdk-deploy') }
  it.each<[string, object]>([
    [
      `role: AWSReservedSSO_Help_1/alice: AssumeRole ${helpdesk}`,
      aCall(
        'sts.AssumeRole',
        { roleArn: helpdesk, roleSessionName: 'alice' },
        { by: sessionOf('AWSReservedSSO_Help_1', 'alice@academie.example'), reads: true },
      ),
    ],
    [
      `role: Deployer/alice: AssumeRole ${cdkRole}`,
      aCall('sts.AssumeRole', { roleArn: cdkRole }, { by: sessionOf('Deployer'), reads: true }),
    ],
    [
      'deployment: cdk-deploy/alice: ExecuteChangeSet Reassort-Data',
      aCall('cloudformation.ExecuteChangeSet', { stackName: 'Reassort-Data' }, deploys),
    ],
    [
      `deployment: cdk-deploy/alice: CreateChangeSet Reassort ${'d1'.repeat(32)}`,
      aCall(
        'cloudformation.CreateChangeSet',
        {
          stackName: 'Reassort',
          templateURL: `https://s3.eu-west-3.amazonaws.com/cdk-assets/${'d1'.repeat(32)}.json`,
        },
        deploys,
      ),
    ],
    [
      `deployment: aws.cloudformation: UPDATE_COMPLETE ${arnOf('Reassort')}`,
      aStackState(arnOf('Reassort'), 'UPDATE_COMPLETE'),
    ],
    [
      'deployment: Administrator/alice: UpdateEventSourceMapping20150331',
      aCall(
        'lambda.UpdateEventSourceMapping20150331',
        { uUID: 'x', enabled: false },
        { response: mapping },
      ),
    ],
  ])('%s', async (expected, event) => {
    expect(await told(event)).toEqual([expected])
  })

  it.each<[string, object]>([
    ['a look at a role', aCall('iam.GetRole', null, { reads: true })],
    ['another election', aCall('cloudformation.DeleteStack', { stackName: 'Reassort-2' })],
    [
      'what CloudFormation does to an alarm',
      aCall(
        'monitoring.DeleteAlarms',
        { alarmNames: ['Reassort-AlarmsSweep-2'] },
        { from: 'cloudformation.amazonaws.com' },
      ),
    ],
    ['the alarm of another service', aCall('monitoring.DeleteAlarms', { alarmNames: ['Other'] })],
    ['a stack on its way', aStackState(arnOf('Reassort'), 'UPDATE_IN_PROGRESS')],
    ['a stack named alike', aStackState(arnOf('Reassort-Data-2'), 'UPDATE_COMPLETE')],
    [
      'what CloudFormation does to a function',
      aCall('lambda.UpdateFunctionCode20150331v2', lambda, {
        from: 'cloudformation.amazonaws.com',
      }),
    ],
    ['an invocation', aCall('lambda.Invoke', lambda, { isData: true })],
    ['a role that is not ours', aCall('sts.AssumeRole', { roleArn: 'x' })],
    ['another site', aCall('cloudfront.UpdateDistribution', { id: 'x' })],
  ])('leaves out %s', async (_, event) => {
    expect(await told(event)).toEqual([])
  })

  it('is noted under the id of its event, with nothing else that was sent, and by the rule’s own kind', async () => {
    const event = aCall(
      'iam.CreateAccessKey',
      { userName: `eve","kind":"seal","id":"forged","who":"nobody` },
      { by: sessionOf('Administrator', 'eve@ministere.example') },
    )
    const [noted, ...others] = await interventionsOf(event)
    expect(others).toEqual([])
    expect(noted).toMatchObject({
      interventionId: eventId,
      kind: 'rights',
      by: 'Administrator/eve',
    })
    expect(noted?.at).toEqual(new Date('2026-11-28T12:00:00Z'))
    expect(JSON.stringify(rules.map((rule) => transformed(rule, event)))).not.toMatch(
      /secret words|policyDocument|192\.0/,
    )
  })
})

describe('the queue of what is done to the account', () => {
  it('is written by these rules alone', () => {
    const { writers } = writersTo('AccountEventQueue')
    expect(writers).toHaveLength(rules.length)
    for (const { Principal, Condition } of writers) {
      expect(Principal).toEqual({ Service: 'events.amazonaws.com' })
      expect(Object.keys(Condition.ArnEquals)).toEqual(['aws:SourceArn'])
    }
  })

  it('is read by a function that adds interventions, and changes none', () => {
    const actions = policiesOf('AccountEventsRecordAccountEventRole').flatMap(
      ({ Action }) => Action,
    )
    expect(actions.filter((action) => /^(dynamodb|secretsmanager|sns|ses):/.test(action))).toEqual([
      'dynamodb:PutItem',
    ])
  })

  it('gets what IAM, CloudFront, the firewall and the global endpoint of STS tell in us-east-1 only', () => {
    const election = parseElection(withField('site.firewall', false))
    const edge = edgeBefore(new App({ builtinCloudFormationValidation: false }), election)
    if (!edge) throw new Error('IAM tells nothing in eu-west-3')
    const { Resources } = Assertions.fromStack(edge).toJSON()
    const read = stacksOf({ Edge: { Resources } as never }).get('Edge')
    const forwarding = read?.ofType('AWS::Events::Rule') ?? []
    const taking = (roleArn: unknown) => aCall('sts.AssumeRole', { roleArn }, { reads: true })
    const forwarded = (event: object) =>
      forwarding
        .filter((rule) => matches(read?.property(rule, 'EventPattern'), event))
        .map(({ id, properties }) => [id.replace(/[0-9A-F]{8}$/, ''), properties.State])
    expect(forwarded(aCall('iam.PutRolePolicy'))).toEqual([['Changes', 'ENABLED']])
    // As CloudFormation names them; the second, once the tables have a key of the election's own.
    for (const path of ['', `${stackNamesOf(election).main}/team/`]) {
      const role = `${path}${stackNamesOf(election).main.slice(0, 24)}-TeamRolesHelpdesk-1`
      expect(forwarded(taking(`arn:aws:iam::${account}:role/${role}`))).toEqual([
        ['RolesTaken', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
      ])
    }
    expect(forwarded(taking(`arn:aws:iam::${account}:role/OfAnother`))).toEqual([])
    for (const { properties } of forwarding) {
      expect(JSON.stringify(properties.Targets)).toContain(':events:eu-west-3:')
    }
    const bare = { ...withField('site', { brandColour: '#1d4e89' }), region: 'us-east-1' }
    expect(edgeBefore(new App(), parseElection(bare))).toBeUndefined()
  })
})
