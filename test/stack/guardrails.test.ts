import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, it } from 'vitest'
import { guardrailsOf } from '../../lib/account/guardrails.ts'
import { PipelineStack } from '../../lib/account/pipeline-stack.ts'
import type { Statement } from '../engines/granted-rights.ts'
import { isAllowed } from '../journey/permissions.ts'
import { isFull } from '../size.ts'
import { findResource, resourcesOf, statementsIn } from './templates.ts'
import { allOptions, templatesOf } from './whole-app.ts'

const account = '123456789012'
const templates = templatesOf(allOptions)
const of = (name: string) =>
  guardrailsOf({ election: { name, region: 'eu-west-3' }, account, templates })
const policies = of('reassort')
const all = Object.values(templates)
const resources = all.flatMap(({ Resources }) => Object.entries(Resources))
const arn = (service: string, resource: string, region = 'eu-west-3') =>
  `arn:aws:${service}:${region}:${account}:${resource}`
const role = (name: string) => arn('iam', `role/${name}`, '')

it('the stack policy protects each table and every other retained resource', () => {
  const { Resources = {} } = templates['Reassort-Data'] ?? {}
  const kept = policies['stack-policy'].Statement[1]?.Resource
  const retained = Object.entries(Resources).filter(([, { Type, DeletionPolicy = '' }]) =>
    Type === 'AWS::DynamoDB::Table' ? true : DeletionPolicy.startsWith('Retain'),
  )
  expect(kept).toEqual(retained.map(([id]) => `LogicalResourceId/${id}`))
  expect(kept?.length).toBeGreaterThan(15)
})

it('the boundary is on each role, allows their rights, and forbids roles without it', () => {
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== 'AWS::IAM::Role') continue
    expect(JSON.stringify(Properties.PermissionsBoundary), id).toContain('policy/reassort-boundary')
  }
  const own = { 'iam:PermissionsBoundary': arn('iam', 'policy/reassort-boundary', '') }
  const may = (action: string, resource: string, context = {}) =>
    isAllowed(policies.boundary.Statement as Statement[], { action, resource, context })
  const actions = all.flatMap((template) =>
    [...statementsIn(template as never).values()].flat().flatMap(({ Action = [] }) => Action),
  )
  expect(actions.length).toBeGreaterThan(100)
  for (const action of actions) expect(may(action, role('Reassort-X')), action).toBe(true)
  expect(may('iam:CreateRole', role('Reassort-X'), own)).toBe(true)
  expect(may('iam:CreateRole', role('Reassort-X'))).toBe(false)
  expect(may('iam:UpdateAssumeRolePolicy', role('OrganizationAccountAccessRole'))).toBe(false)
  expect(may('iam:CreatePolicyVersion', own['iam:PermissionsBoundary'])).toBe(false)
  expect(may('ec2:RunInstances', '*')).toBe(false)
})

it('the organisation’s policy is short enough, reserves functions for CloudFormation, and CloudFormation for the pipeline', () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  expect(JSON.stringify(of('x'.repeat(30)).organisation).length).toBeLessThanOrEqual(5120)
  const statements = policies.organisation.Statement as Statement[]
  const may = (who: string, action: string, resource: string, context = {}) =>
    isAllowed([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...statements], {
      ...{ action, resource, context: { ...context, 'aws:PrincipalArn': role(who) } },
    })
  const cdk = (name: string) => `cdk-hnb659fds-${name}-role-${account}-eu-west-3`
  for (const [stack, template] of Object.entries(templates)) {
    for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
      const name = arn('lambda', `function:${Properties.FunctionName ?? `${stack}-${id}-0123`}`)
      const calls: [string, string, object][] = [
        ['lambda:UpdateFunctionCode20150331v2', name, {}],
        ['lambda:DeleteEventSourceMapping', '*', { 'lambda:FunctionArn': name }],
        ['lambda:InvokeFunction', name, {}],
      ]
      for (const call of calls) {
        expect([id, may('Admin', ...call), may(cdk('cfn-exec'), ...call)]).toEqual([
          id,
          false,
          true,
        ])
      }
      const byUrl = { 'lambda:InvokedViaFunctionUrl': 'true' }
      expect(may('Deployer', 'lambda:InvokeFunction', name, byUrl)).toBe(true)
    }
  }
  const path = 'Reassort/functions/Reassort'
  const [operator, restarting] = ['TeamRolesOperator12-ab', 'RestartingRestartServiceRole12-ab']
  const restart = arn('lambda', 'function:Reassort-RestartingRestartService12-ab')
  const sender = arn('lambda', 'function:Reassort-SendersSendIdentifier12-ab')
  for (const [who, action, resource, context, isAllowed] of [
    [`Reassort-${operator}`, 'lambda:InvokeFunction', restart, {}, true],
    [`Reassort/team/Reassort-${operator}`, 'lambda:InvokeFunction', restart, {}, true],
    [`Reassort-${operator}`, 'lambda:PutFunctionConcurrency', sender, {}, false],
    ['Reassort-TeamRolesWatcher12-ab', 'lambda:InvokeFunction', restart, {}, false],
    [`${path}-${restarting}`, 'lambda:PutFunctionConcurrency', sender, {}, true],
    [`${path}-${restarting}`, 'lambda:DeleteFunctionConcurrency', sender, {}, true],
    [
      ...([`${path}-${restarting}`, 'lambda:UpdateEventSourceMapping', '*'] as const),
      ...([{ 'lambda:FunctionArn': sender }, true] as const),
    ],
  ] as const) {
    expect([who, action, may(who, action, resource, context)]).toEqual([who, action, isAllowed])
  }
  const approval = arn('codepipeline', 'Reassort-Deploy/Approve/Second')
  for (const [action, on, ours, other] of [
    ['sts:AssumeRole', role(cdk('deploy')), 'Deploy', 'Synth'],
    ['codepipeline:PutApprovalResult', approval, 'Second', 'First'],
  ] as const) {
    expect(may(`Reassort-Deploy-${ours}-eu-west-3`, action, on)).toBe(true)
    expect(may(`Reassort-Deploy-${other}-eu-west-3`, action, on)).toBe(false)
  }
})

it('the pipeline needs the approval of two roles before its only deploying project runs', () => {
  const stack = new PipelineStack(new App({ builtinCloudFormationValidation: isFull }), {
    election: { name: 'reassort', region: 'eu-west-3' },
    ...{ connectionArn: arn('codeconnections', 'connection/1'), repository: 'owner/name' },
    ...{ branch: 'main', electionFile: 'election.json', approvers: [role('Bureau'), role('Team')] },
  })
  const template = Template.fromStack(stack).toJSON() as NonNullable<typeof templates.Reassort>
  const { Properties } = findResource(template, 'AWS::CodePipeline::Pipeline')
  const stages = Properties.Stages as { Actions: { Name: string }[] }[]
  expect(stages.map(({ Actions }) => Actions.map(({ Name }) => Name).join(' and '))).toEqual([
    'Source',
    'Synth',
    'First and Second',
    'Deploy',
  ])
  expect(JSON.stringify(template)).not.toMatch(/"RoleName":"[^"]*(?<!-eu-west-3)"/)
  const may = (action: string) =>
    [...statementsIn(template as never)].flatMap(([id, statements]) =>
      JSON.stringify(statements).includes(`"${action}"`) ? id.replace(/.{8}$/, '') : [],
    )
  expect(may('sts:AssumeRole')).toEqual(['DeployRole'])
  expect(may('codepipeline:PutApprovalResult').sort()).toEqual(['FirstRole', 'SecondRole'])
})
