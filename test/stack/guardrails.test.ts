import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, it } from 'vitest'
import { guardrailsOf } from '../../lib/account/guardrails.ts'
import { PipelineStack } from '../../lib/account/pipeline-stack.ts'
import type { Statement } from '../../local/app/synthesised-app.ts'
import { isAllowed } from '../journey/permissions.ts'
import { statementsIn } from './policies.ts'
import { everything, resourcesOf, staffWithDomain, templatesOf } from './whole-app.ts'

const account = '123456789012'
const protection = { permissionsBoundary: 'reassort-boundary' }
const templates = templatesOf({ ...everything, staff: staffWithDomain, protection })
const of = (name: string) =>
  guardrailsOf({ election: { name, region: 'eu-west-3' }, account, templates })
const policies = of('reassort')
const all = Object.values(templates)
const resources = all.flatMap(({ Resources }) => Object.entries(Resources))
const statementsOf = (policy: { Statement: object[] }) => policy.Statement as Statement[]
const arn = (service: string, resource: string, region = 'eu-west-3') =>
  `arn:aws:${service}:${region}:${account}:${resource}`
const role = (name: string) => arn('iam', `role/${name}`, '')

it('the stack policy of the data names each table and whatever else its template retains', () => {
  const [, { Resource: kept } = { Resource: '' }] = policies['stack-policy'].Statement
  const retained = Object.entries(templates['Reassort-Data']?.Resources ?? {})
    .filter(([, { DeletionPolicy }]) => DeletionPolicy?.startsWith('Retain'))
    .map(([id]) => `LogicalResourceId/${id}`)
  expect(kept).toEqual(retained)
  const tables = resourcesOf(templates['Reassort-Data'], 'AWS::DynamoDB::Table')
  expect(tables.length).toBeGreaterThan(10)
  for (const [id] of tables) expect(kept).toContain(`LogicalResourceId/${id}`)
})

it('the boundary is on each role, has room for what they may, and makes none without it', () => {
  const roles = resources.filter(([, { Type }]) => Type === 'AWS::IAM::Role')
  for (const [id, { Properties }] of roles) {
    expect(JSON.stringify(Properties.PermissionsBoundary), id).toContain('policy/reassort-boundary')
  }
  const boundary = statementsOf(policies.boundary)
  const own = { 'iam:PermissionsBoundary': arn('iam', 'policy/reassort-boundary', '') }
  const may = (action: string, resource: string, context = {}) =>
    isAllowed(boundary, { action, resource, context })
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

it('the organisation’s policy is short enough, and holds all functions and mappings but for CloudFormation', () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  expect(JSON.stringify(of('x'.repeat(30)).organisation).length).toBeLessThanOrEqual(5120)
  const statements = statementsOf(policies.organisation)
  const may = (who: string, action: string, resource: string, context = {}) =>
    isAllowed([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...statements], {
      ...{ action, resource, context: { ...context, 'aws:PrincipalArn': role(who) } },
    })
  const execution = `cdk-hnb659fds-cfn-exec-role-${account}-eu-west-3`
  for (const [stack, template] of Object.entries(templates)) {
    for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
      const name = arn('lambda', `function:${Properties.FunctionName ?? `${stack}-${id}-0123`}`)
      const mapping = { 'lambda:FunctionArn': name }
      for (const [who, expected] of [
        ['Admin', false],
        [execution, true],
      ] as const) {
        expect(may(who, 'lambda:UpdateFunctionCode20150331v2', name), id).toBe(expected)
        expect(may(who, 'lambda:DeleteEventSourceMapping', '*', mapping), id).toBe(expected)
        expect(may(who, 'lambda:InvokeFunction', name), id).toBe(expected)
      }
      const byUrl = { 'lambda:InvokedViaFunctionUrl': 'true' }
      expect(may('Reassort-TeamRolesDeployer', 'lambda:InvokeFunction', name, byUrl)).toBe(true)
    }
  }
  const cdk = role(`cdk-hnb659fds-deploy-role-${account}-eu-west-3`)
  expect(may('Reassort-Deploy-Deploy', 'sts:AssumeRole', cdk)).toBe(true)
  expect(may('Reassort-Deploy-Synth', 'sts:AssumeRole', cdk)).toBe(false)
  const approval = arn('codepipeline', 'Reassort-Deploy/Approve/Second')
  expect(may('Reassort-Deploy-Second', 'codepipeline:PutApprovalResult', approval)).toBe(true)
  expect(may('Reassort-Deploy-First', 'codepipeline:PutApprovalResult', approval)).toBe(false)
})

it('the pipeline asks two roles before the one project that may deploy', () => {
  const stack = new PipelineStack(new App(), {
    election: { name: 'reassort', region: 'eu-west-3' },
    ...{
      connection: arn('codeconnections', 'connection/1'),
      repository: 'owner/name',
      branch: 'main',
    },
    approvers: [role('Bureau'), role('Team')],
  })
  const template = Template.fromStack(stack).toJSON() as typeof templates.Reassort & object
  const [[, pipeline] = []] = resourcesOf(template, 'AWS::CodePipeline::Pipeline')
  const stages = pipeline?.Properties.Stages as { Name: string; Actions: { Name: string }[] }[]
  expect(stages.map(({ Name, Actions }) => [Name, ...Actions.map((one) => one.Name)])).toEqual([
    ...[
      ['Source', 'Source'],
      ['Synth', 'Synth'],
      ['Approve', 'First', 'Second'],
      ['Deploy', 'Deploy'],
    ],
  ])
  const with_ = (action: string) =>
    [...statementsIn(template as never).entries()]
      .filter(([, statements]) => JSON.stringify(statements).includes(`"${action}"`))
      .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))
  expect(with_('sts:AssumeRole')).toEqual(['DeployRole'])
  expect(with_('codepipeline:PutApprovalResult').sort()).toEqual(['FirstRole', 'SecondRole'])
})
