import { describe, expect, it } from 'vitest'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import type { Statement } from '../engines/granted-rights.ts'
import { isAllowed } from '../journey/permissions.ts'
import { election } from './local-app.ts'
import { policiesOf, resourcesOf, template } from './templates.ts'
import { allOptions, operators, templatesOf } from './whole-app.ts'

const constructOf = (role: string) => `TeamRoles${role.charAt(0).toUpperCase()}${role.slice(1)}`
const statementsOf = (role: string): Statement[] => policiesOf(constructOf(role))

describe('the roles of the team', () => {
  it('leave the roll team only reads, from the first instant of the day of the vote', () => {
    const statements = [
      ...statementsOf('rollTeam').filter(({ Effect }) => Effect === 'Deny'),
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ]
    const sealed = rollSealedAt(parseElection(election))
    const may = (action: string, now: Date) =>
      isAllowed(statements, { action, resource: 'any', context: {} }, now)
    const writes = ['dynamodb:UpdateItem', 'secretsmanager:GetSecretValue', 'sqs:SendMessage']
    for (const action of writes) {
      expect([action, may(action, sealed)]).toEqual([action, false])
      expect([action, may(action, new Date(sealed.getTime() - 1))]).toEqual([action, true])
    }
    expect(may('dynamodb:Scan', sealed)).toBe(true)
  })

  it('read only the keys that their commands use', () => {
    const secretsOf = (role: string) =>
      [...JSON.stringify(statementsOf(role)).matchAll(/Secrets(\w+?)[0-9A-F]{8}/g)].map(
        ([, name]) => name,
      )
    const read = Object.fromEntries(
      teamRoleNames.map((role) => [role, [...new Set(secretsOf(role))].sort()]),
    )
    expect(read).toEqual({
      rollTeam: [],
      operator: [],
      watcher: [],
      auditor: ['LedgerKeys'],
      deployer: [],
    })
  })

  it('call the team function at its URL, and in no other way', () => {
    const asking = teamRoleNames.flatMap((role) =>
      statementsOf(role)
        .filter(({ Action }) => [Action].flat().some((action) => /Invoke/.test(String(action))))
        .filter(({ Resource }) => !JSON.stringify(Resource).includes('Restarting'))
        .map(({ Action, Condition }) => [role, Action, Condition]),
    )
    const url = [
      'lambda:InvokeFunctionUrl',
      { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    ]
    const through = ['lambda:InvokeFunction', { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }]
    expect(asking).toEqual(
      (['rollTeam', 'operator', 'deployer'] as const).flatMap((role) => [
        [role, ...url],
        [role, ...through],
      ]),
    )
    const [, { Properties }] = resourcesOf(template, 'AWS::Lambda::Url')[0] ?? [
      '',
      { Properties: {} },
    ]
    expect(Properties).toMatchObject({ AuthType: 'AWS_IAM' })
    expect(Properties).not.toHaveProperty('Cors')
  })

  it('can be assumed by whom the file names, or else by whom the account allows', () => {
    const named = templatesOf(allOptions).Reassort
    const trusts = resourcesOf(named, 'AWS::IAM::Role')
      .filter(([id]) => id.startsWith('TeamRoles'))
      .map(([id, { Properties }]) => [
        id.slice(9, -8),
        Properties.AssumeRolePolicyDocument.Statement,
      ])
    expect(trusts).toHaveLength(teamRoleNames.length)
    for (const [role, [{ Principal, Condition }, ...others]] of trusts) {
      expect(others).toEqual([])
      expect(JSON.stringify(Principal)).toContain(':root"')
      expect([role, Condition]).toEqual([
        role,
        role === 'Operator' ? { ArnLike: { 'aws:PrincipalArn': [operators] } } : undefined,
      ])
    }
  })

  it('are the only roles that people can assume', () => {
    const ofPeople = resourcesOf(template, 'AWS::IAM::Role').filter(([, { Properties }]) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('"AWS"'),
    )
    expect(ofPeople).toHaveLength(teamRoleNames.length)
  })
})
