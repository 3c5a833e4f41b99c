import { App } from 'aws-cdk-lib'
import { Template as Assertions } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { edgeBefore } from '../../lib/edge-stack.ts'
import { matches, transformed } from '../../local/app/event-patterns.ts'
import { parseElection } from '../../shared/domain/election/election.ts'
import { aCall, account, aStackState, eventId, sessionOf } from '../builders/account-events.ts'
import { withField } from '../builders/election-files.ts'
import { accountRulesIn, stacksOf } from './account-rules.ts'
import { keptTemplate, ofType, policiesOf, template, writersTo } from './synthesised-template.ts'

const stacks = stacksOf({ Reassort: template, 'Reassort-Data': keptTemplate })
const { main, rules, interventionsOf, told } = accountRulesIn(stacks)

const secretArn = String(main.outputs().IdentifierKeysSecret)
const name = secretArn.split(':')[6]?.replace(/-\w+$/, '') ?? ''
const arnOf = (stack: string) =>
  `arn:aws:cloudformation:eu-west-3:${account}:stack/${stack}/0123-4567`
const readingOf = (secretId: string, by?: object) =>
  aCall({
    service: 'secretsmanager',
    name: 'GetSecretValue',
    parameters: { secretId },
    reads: true,
    ...(by && { by }),
  })

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
    const refused = aCall({
      service: 'secretsmanager',
      name: 'PutSecretValue',
      parameters: { secretId: name },
      error: 'AccessDenied',
    })
    expect(await told(refused)).toEqual([
      `secret-read: Administrator/alice: PutSecretValue ${name} (AccessDenied)`,
    ])
    const many = aCall({ service: 'secretsmanager', name: 'BatchGetSecretValue', reads: true })
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

  it.each<[string, object]>([
    [
      'rights: Administrator/alice: PutRolePolicy Reassort-Helpdesk',
      aCall({
        service: 'iam',
        name: 'PutRolePolicy',
        parameters: { roleName: 'Reassort-Helpdesk', policyDocument: '{"a":1}' },
      }),
    ],
    [
      'rights: Administrator/alice: AttachUserPolicy mallory arn:aws:iam::aws:policy/AdministratorAccess',
      aCall({
        service: 'iam',
        name: 'AttachUserPolicy',
        parameters: {
          userName: 'mallory',
          policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
    ],
    [
      `rights: AWSReservedSSO_Help_1/alice: AssumeRole ${helpdesk}`,
      aCall({
        service: 'sts',
        name: 'AssumeRole',
        parameters: { roleArn: helpdesk, roleSessionName: 'alice' },
        by: sessionOf('AWSReservedSSO_Help_1', 'alice@academie.example'),
        reads: true,
      }),
    ],
    [
      'deployment: cdk-deploy/alice: ExecuteChangeSet Reassort-Data',
      aCall({
        service: 'cloudformation',
        name: 'ExecuteChangeSet',
        parameters: { stackName: 'Reassort-Data', changeSetName: 'cdk-deploy' },
        by: sessionOf('cdk-deploy'),
      }),
    ],
    [
      `deployment: Administrator/alice: DeleteStack ${arnOf('Reassort')}`,
      aCall({
        service: 'cloudformation',
        name: 'DeleteStack',
        parameters: { stackName: arnOf('Reassort') },
      }),
    ],
    [
      `deployment: aws.cloudformation: UPDATE_COMPLETE ${arnOf('Reassort')}`,
      aStackState(arnOf('Reassort'), 'UPDATE_COMPLETE'),
    ],
    [
      'deployment: Administrator/alice: UpdateFunctionCode20150331v2 Reassort-ApiSignIn-1',
      aCall({ service: 'lambda', name: 'UpdateFunctionCode20150331v2', parameters: lambda }),
    ],
    [
      'deployment: Administrator/alice: UpdateEventSourceMapping20150331',
      aCall({
        service: 'lambda',
        name: 'UpdateEventSourceMapping20150331',
        parameters: { uUID: 'x', enabled: false },
        response: mapping,
      }),
    ],
    [
      'firewall: Administrator/alice: UpdateWebACL Wall 0123',
      aCall({ service: 'wafv2', name: 'UpdateWebACL', parameters: { name: 'Wall', id: '0123' } }),
    ],
    [
      `firewall: Administrator/alice: UpdateDistribution ${main.outputs().DistributionId}`,
      aCall({
        service: 'cloudfront',
        name: 'UpdateDistribution',
        parameters: { id: main.outputs().DistributionId },
      }),
    ],
  ])('%s', async (expected, event) => {
    expect(await told(event)).toEqual([expected])
  })

  it.each<[string, object]>([
    ['a look at a role', aCall({ service: 'iam', name: 'GetRole', reads: true })],
    [
      'another election',
      aCall({
        service: 'cloudformation',
        name: 'DeleteStack',
        parameters: { stackName: 'Reassort-2' },
      }),
    ],
    ['a stack on its way', aStackState(arnOf('Reassort'), 'UPDATE_IN_PROGRESS')],
    ['a stack named alike', aStackState(arnOf('Reassort-Data-2'), 'UPDATE_COMPLETE')],
    [
      'what CloudFormation does to a function',
      aCall({
        service: 'lambda',
        name: 'UpdateFunctionCode20150331v2',
        parameters: lambda,
        from: 'cloudformation.amazonaws.com',
      }),
    ],
    [
      'a role that is not ours',
      aCall({ service: 'sts', name: 'AssumeRole', parameters: { roleArn: 'x' } }),
    ],
    [
      'another site',
      aCall({ service: 'cloudfront', name: 'UpdateDistribution', parameters: { id: 'x' } }),
    ],
  ])('leaves out %s', async (_, event) => {
    expect(await told(event)).toEqual([])
  })

  it('is noted under the id of its event, with nothing else that was sent, and by the rule’s own kind', async () => {
    const event = aCall({
      service: 'iam',
      name: 'CreateAccessKey',
      parameters: { userName: `eve","kind":"seal","id":"forged","who":"nobody` },
      by: sessionOf('Administrator', 'eve@ministere.example'),
    })
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

  it('gets what IAM, CloudFront and the firewall tell in us-east-1 only', () => {
    const election = parseElection(withField('site.firewall', false))
    const edge = edgeBefore(
      new App({ builtinCloudFormationValidation: false }),
      'Reassort',
      election,
      'eu-west-3',
    )
    if (!edge) throw new Error('IAM tells nothing in eu-west-3')
    const forwarding = Object.values(Assertions.fromStack(edge).findResources('AWS::Events::Rule'))
    expect(forwarding).toHaveLength(2)
    const role = aCall({ service: 'iam', name: 'PutRolePolicy' })
    const patterns = forwarding.map(({ Properties }) => Properties.EventPattern)
    expect(patterns.filter((pattern) => matches(pattern, role))).toHaveLength(1)
    for (const { Properties } of forwarding) {
      expect(JSON.stringify(Properties.Targets)).toContain(':events:eu-west-3:')
    }
    const atHome = edgeBefore(
      new App(),
      'Reassort',
      parseElection(withField('site', { brandColour: '#1d4e89' })),
      'us-east-1',
    )
    expect(atHome).toBeUndefined()
  })
})
