import { describe, expect, it } from 'vitest'
import { teamRolesPath } from '../../lib/account/policies.ts'
import type { Resource, Template } from '../../local/app/template.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { holdingKindOf } from '../../team/closing/destroyed-and-kept.ts'
import { account } from '../builders/account-events.ts'
import { type Statement, statementsOf } from '../engines/granted-rights.ts'
import { isAllowed } from '../journey/permissions.ts'
import { election, stacksOf } from './local-app.ts'
import { resourcesOf } from './templates.ts'
import { allOptions as all, templatesOf } from './whole-app.ts'

const templates = templatesOf(all)
const stacks = stacksOf(templates)
const stackOf = (name: string) => stacks.get(name) as Template
const [key] = stackOf('Reassort-Data')
  .findAll('AWS::KMS::Key')
  .filter(({ id }) => id.startsWith('EncryptionKey')) as [Resource]
const keyArn = stackOf('Reassort-Data').attribute(key, 'Arn')
const policy = stackOf('Reassort-Data').property(key, 'KeyPolicy') as {
  Statement: (Statement & { Principal: { AWS: string } })[]
}

type ResourceEntry = ReturnType<typeof resourcesOf>[number]

interface Principal {
  arn: string
  statements: Statement[]
}

const root = `arn:aws:iam::${account}:root`
const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }
const iam = (name: string) => `arn:aws:iam::${account}:${name}`
const administrator = (name: string): Principal => ({ arn: iam(name), statements: [everything] })

const via = (service: string, context: Record<string, string> = {}) => ({
  'kms:ViaService': `${service}.eu-west-3.amazonaws.com`,
  ...context,
})

/** https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html */
function keyGrants(
  { arn, statements }: Principal,
  action: string,
  how: Record<string, string> = {},
  now = new Date(),
) {
  const context = { 'aws:PrincipalArn': arn, ...how }
  const call = { action, resource: keyArn, context }
  const judge = (these: readonly Statement[]) => isAllowed(these, call, now)
  const forbidden = statements.filter(({ Effect }) => Effect === 'Deny')
  const of = (principal: string) =>
    policy.Statement.filter(({ Principal }) => Principal.AWS === principal)
  // The root user stands for the account.
  const leftToIam = judge(of(root)) && (arn === root || judge(statements))
  return judge([everything, ...forbidden]) && (judge(of('*')) || leftToIam)
}

const roles: Principal[] = [...stacks.values()].flatMap((stack) =>
  stack.findAll('AWS::IAM::Role').map((role) => {
    const arn = iam(`role${stack.property(role, 'Path') ?? '/'}${stack.attribute(role)}`)
    return { arn, statements: statementsOf(stack, role) }
  }),
)

const secrets = stackOf('Reassort-Data')
  .findAll('AWS::SecretsManager::Secret')
  .map((secret) => stackOf('Reassort-Data').attribute(secret))
const uses = ({ statements }: Principal, wanted: (action: string, resource: string) => boolean) =>
  statements.some(
    ({ Effect, Action = [], Resource = [] }) =>
      Effect === 'Allow' &&
      [Action].flat().some((action) => [Resource].flat().some((one) => wanted(action, one))),
  )
const usesTables = (who: Principal) =>
  uses(who, (action, resource) => action.startsWith('dynamodb:') && resource.includes(':table/'))
const maySecrets = (wanted: string) => (who: Principal) =>
  uses(who, (action, resource) => action === wanted && secrets.includes(resource))

const ofFunction = ({ arn }: Principal) => arn.includes(':role/Reassort/functions/')
const ofTeam = ({ arn }: Principal) =>
  arn.includes(`:role${teamRolesPath(parseElection(election))}`)
const cloudFormation = administrator(`role/cdk-hnb659fds-cfn-exec-role-${account}-eu-west-3`)

const administrators = [
  'role/Administrator',
  'role/aws-reserved/sso.amazonaws.com/eu-west-3/AWSReservedSSO_AdministratorAccess_0123456789abcdef',
  'user/alice',
  'role/functions',
  'role/Reassort-ApiSignInRole',
  'role/Reassort-Other/functions/SignIn',
  'role/Reassort-Other/team/Auditor',
  `role/cdk-hnb659fds-deploy-role-${account}-eu-west-3`,
  `role/cdk-hnb659fds-cfn-exec-role-${account}-eu-west-1`,
].map(administrator)

const stranger = {
  arn: 'arn:aws:iam::999999999999:role/Reassort/functions/SignIn',
  statements: [everything],
}

describe('the customer-managed key', () => {
  it('decrypts tables and secrets for functions and team roles only, through DynamoDB and Secrets Manager', () => {
    const reading = roles.filter(maySecrets('secretsmanager:GetSecretValue'))
    const writing = roles.filter(maySecrets('secretsmanager:PutSecretValue'))
    const using = [...roles.filter(usesTables), ...reading, ...writing]
    expect(using.length).toBeGreaterThan(35)
    expect(reading.filter(ofTeam)).toHaveLength(1)
    expect(writing).toHaveLength(1)
    for (const who of writing)
      expect(keyGrants(who, 'kms:GenerateDataKey', via('secretsmanager'))).toBe(true)
    const others = roles.filter((who) => !ofFunction(who) && !ofTeam(who))
    expect(others.length).toBeGreaterThan(2)
    expect(using.filter((who) => others.includes(who))).toEqual([])
    for (const who of roles) {
      for (const how of [{}, via('s3'), via('sqs'), via('lambda')])
        expect([who.arn, keyGrants(who, 'kms:Decrypt', how)]).toEqual([who.arn, false])
      for (const service of ['dynamodb', 'secretsmanager'])
        expect([who.arn, keyGrants(who, 'kms:Decrypt', via(service))]).toEqual([
          who.arn,
          !others.includes(who),
        ])
    }
  })

  it.each([...administrators, stranger])('refuses $arn, whatever IAM allows', (who) => {
    const actions = [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DisableKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:PutKeyPolicy',
      'kms:ReEncryptFrom',
      'kms:RevokeGrant',
      'kms:ScheduleKeyDeletion',
    ]
    const contexts = [{}, via('dynamodb'), via('secretsmanager'), via('backup'), via('s3')]
    const open = actions.filter((action) => contexts.some((how) => keyGrants(who, action, how)))
    expect(open).toEqual([])
  })

  it('leaves it to IAM who may read its policy and cancel its deletion', () => {
    const [who] = administrators as [Principal]
    const nobody = { ...who, statements: [] }
    for (const action of ['kms:GetKeyPolicy', 'kms:ListGrants', 'kms:CancelKeyDeletion']) {
      expect([keyGrants(who, action), keyGrants(nobody, action)]).toEqual([true, false])
    }
  })

  it('can be changed by CloudFormation, and by the root user, who cannot decrypt', () => {
    expect(keyGrants(cloudFormation, 'kms:PutKeyPolicy')).toBe(true)
    const rootUser = { arn: root, statements: [] }
    expect(keyGrants(rootUser, 'kms:PutKeyPolicy')).toBe(true)
    for (const action of ['kms:Decrypt', 'kms:CreateGrant', 'kms:ScheduleKeyDeletion'])
      for (const how of [{}, via('dynamodb')]) expect(keyGrants(rootUser, action, how)).toBe(false)
  })

  it('lets CloudFormation create tables and secrets, and read no secret', () => {
    const through = via('secretsmanager')
    expect(keyGrants(cloudFormation, 'kms:CreateGrant', via('dynamodb'))).toBe(true)
    expect(keyGrants(cloudFormation, 'kms:GenerateDataKey', through)).toBe(true)
    const version = (id: string) => ({ ...through, 'kms:EncryptionContext:SecretVersionId': id })
    expect(keyGrants(cloudFormation, 'kms:Decrypt', version('RequestToValidateKeyAccess'))).toBe(
      true,
    )
    expect(keyGrants(cloudFormation, 'kms:Decrypt', version('0f6c-1'))).toBe(false)
    expect(keyGrants(cloudFormation, 'kms:Decrypt', through)).toBe(false)
    expect(keyGrants(cloudFormation, 'kms:CreateGrant')).toBe(false)
  })

  it('can be deleted at the closing by a role under the team’s path, if IAM allows it', () => {
    const closing = administrator('role/Reassort/team/Closing')
    expect(keyGrants(closing, 'kms:ScheduleKeyDeletion')).toBe(true)
    expect(keyGrants(closing, 'kms:Decrypt', via('dynamodb'))).toBe(true)
    const team = roles.filter(ofTeam)
    expect(team).toHaveLength(teamRoleNames.length)
    for (const who of team) expect(keyGrants(who, 'kms:ScheduleKeyDeletion')).toBe(false)
  })

  it('lets the roll team read after the roll is sealed', () => {
    const [rollTeam] = roles.filter(({ arn }) => arn.includes('RollTeam')) as [Principal]
    const sealed = rollSealedAt(parseElection(election))
    expect(keyGrants(rollTeam, 'kms:Decrypt', via('dynamodb'), sealed)).toBe(true)
    expect(keyGrants(rollTeam, 'kms:GenerateDataKey', via('dynamodb'), sealed)).toBe(false)
  })

  it('does not encrypt the service’s secrets, one of which CloudFront sends', () => {
    for (const [, { Properties }] of resourcesOf(templates.Reassort, 'AWS::SecretsManager::Secret'))
      expect(Properties).not.toHaveProperty('KmsKeyId')
  })

  it('is named after its stack, and the closing destroys it', () => {
    const data = templates['Reassort-Data']
    const [[, alias]] = resourcesOf(data, 'AWS::KMS::Alias') as [ResourceEntry]
    expect(alias.Properties).toMatchObject({ AliasName: 'alias/Reassort-Data' })
    // A retained alias would block the next one's name.
    expect(alias.DeletionPolicy).toBeUndefined()
    expect(holdingKindOf({ type: 'AWS::KMS::Key', logicalId: key.id })).toBe('encryptionKey')
    expect(stackOf('Reassort').outputs().EncryptionKey).toBe(keyArn)
  })

  it('is absent by default', () => {
    expect(JSON.stringify(templatesOf({}))).not.toMatch(
      /EncryptionKey|SSESpecification|KmsKeyId|\/team\//,
    )
  })
})
