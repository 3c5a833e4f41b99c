import { describe, expect, it } from 'vitest'
import { statementsIn } from './policies.ts'
import { policiesOf, template } from './synthesised-template.ts'

const actionsOf = ({ Action }: { Action: string | string[] }) => [Action].flat()

describe('the function that deploys', () => {
  const own = policiesOf('TeamFunctionDeployStackRole')
  const of = (action: string) => own.filter((one) => actionsOf(one).includes(action))

  it('changes the stacks of its election alone, reads their templates, and has no key', () => {
    const names = [':stack/Reassort/*', ':stack/Reassort-Data/*', ':stack/ReassortSms/*']
    const text = JSON.stringify(of('cloudformation:UpdateStack').map(({ Resource }) => Resource))
    for (const name of [...names, ':stack/Reassort-Edge*']) expect(text).toContain(name)
    // « Reassort-Data-… », and so on, and no other.
    expect(text.match(/:stack\//g)).toHaveLength(
      new Set([...text.matchAll(/:stack\/[^"]+/g)].map(String)).size,
    )
    expect(
      own
        .flatMap(actionsOf)
        .filter((one) => !one.startsWith('logs:'))
        .sort(),
    ).toEqual([
      'cloudformation:CreateStack',
      'cloudformation:DescribeStacks',
      'cloudformation:UpdateStack',
      'iam:PassRole',
      's3:GetObject',
      's3:GetObjectVersion',
      's3:ListBucket',
      'ssm:GetParameters',
    ])
  })

  it('hands to CloudFormation, and to nothing else, the role of its bootstrap', () => {
    const [passing, ...others] = of('iam:PassRole')
    expect(others).toEqual([])
    expect(JSON.stringify(passing?.Resource)).toContain(':role/cdk-hnb659fds-cfn-exec-role-')
    expect(passing?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    })
  })

  it('is asked by the function that knows what was agreed on, and by nobody of the team', () => {
    const asking = [...statementsIn(template)].filter(
      ([role, statements]) =>
        !role.startsWith('TeamFunctionDeployStack') &&
        JSON.stringify(statements).includes('"TeamFunctionDeployStack'),
    )
    expect(asking.map(([role]) => role)).toEqual([
      expect.stringMatching(/^TeamFunctionComputeForTeamRole/),
    ])
  })
})

it('the deployer puts files in place of none, and changes no stack', () => {
  const own = policiesOf('TeamRolesDeployer')
  const puts = own.filter((one) => actionsOf(one).includes('s3:PutObject'))
  expect(puts).toEqual([
    expect.objectContaining({
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'false' } },
    }),
  ])
  const actions = own.flatMap(actionsOf)
  expect(actions.filter((one) => /^(s3:Delete|sts:|iam:Pass|lambda:Update)/.test(one))).toEqual([])
  const changing = /^cloudformation:(?!Describe|List|Get)/
  expect(actions.filter((one) => changing.test(one))).toEqual([])
})
