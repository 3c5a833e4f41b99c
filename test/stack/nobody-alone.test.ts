import { beforeAll, expect, test } from 'vitest'
import { guardrailsOf } from '../../lib/account/guardrails.ts'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { type TeamRoleName, teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { secretOf } from '../../team/deployment.ts'
import { type Statement, statementsOfRole } from '../engines/granted-rights.ts'
import type { RequiredRight } from '../journey/aws-calls.ts'
import { isAllowed } from '../journey/permissions.ts'
import { election, readLocalApp } from './local-app.ts'

let app: Awaited<ReturnType<typeof readLocalApp>>
let outputs: StackOutputs

beforeAll(async () => {
  app = await readLocalApp(election)
  outputs = app.outputs as StackOutputs
})

const sealedAt = rollSealedAt(parseElection(election))

function may(role: TeamRoleName, call: RequiredRight): boolean {
  const output = `${role.charAt(0).toUpperCase()}${role.slice(1)}Role` as keyof StackOutputs
  return isAllowed(statementsOfRole(app, outputs[output]), call, sealedAt)
}

function bypasses(): Record<string, RequiredRight[]> {
  const { accountId, region } = app.account
  const arn = (service: string, resource: string, of = region) =>
    `arn:aws:${service}:${of}:${accountId}:${resource}`
  const onTable = (table: string, actions: string[], attributes: string[], key = 'voter-1') =>
    actions.map((action) => ({
      action: `dynamodb:${action}`,
      resource: arn('dynamodb', `table/${table}`),
      context: { 'dynamodb:Attributes': attributes, 'dynamodb:LeadingKeys': [key] },
    }))
  const on = (resource: string, actions: string[], context: RequiredRight['context'] = {}) =>
    actions.map((action) => ({ action, resource, context }))
  const writes = ['PutItem', 'UpdateItem']
  const ofVoter = (...names: string[]) =>
    names.flatMap((name) => onTable(outputs.VotersTable, writes, ['voterId', name]))
  const secrets = (['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'] as const).map(
    (name) => secretOf(outputs, name),
  )
  const stacks = ['Reassort', 'Reassort-Data', 'ReassortSms'].map((name) =>
    arn('cloudformation', `stack/${name}/0123`),
  )
  // The local run's function names lack the stack's prefix.
  const functions = app.functions.map(({ name }) => arn('lambda', `function:Reassort-${name}`))
  const bucket = `cdk-hnb659fds-assets-${accountId}-${region}`
  const changing = ['CreateStack', 'UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet']
  return {
    'a password': ofVoter('passwordHash'),
    'an address': ofVoter('email', 'addressId', 'sameAs'),
    'an identity': ofVoter('identityHash', 'personId'),
    'an identifier': ofVoter('identifierHash', 'formerIdentifierHash'),
    'another voter': onTable(outputs.VotersTable, ['PutItem', 'DeleteItem'], ['voterId']),
    'a link to choose a password': onTable(outputs.PasswordLinksTable, writes, ['voterId']),
    'a session': onTable(outputs.SessionsTable, writes, ['sessionId']),
    'a request': onTable(outputs.ReissuesTable, writes, ['reissueId', 'state']),
    'the calendar': onTable(outputs.CalendarTable, [...writes, 'DeleteItem'], ['id']),
    'an approval': [outputs.ApprovalsTable, outputs.InterventionsTable].flatMap((table) =>
      onTable(table, [...writes, 'DeleteItem'], ['kind']),
    ),
    'the seal of the roll': onTable(outputs.RollOperationsTable, ['DeleteItem'], [], 'seal'),
    'a key': secrets.flatMap((secret) =>
      on(
        secret,
        ['PutSecretValue', 'UpdateSecret'].map((one) => `secretsmanager:${one}`),
      ),
    ),
    'a key that makes identifiers, read': secrets
      .slice(0, 3)
      .flatMap((secret) => on(secret, ['secretsmanager:GetSecretValue'])),
    'a deployment': stacks.flatMap((stack) =>
      on(
        stack,
        [...changing, 'SetStackPolicy', 'DeleteStack'].map((one) => `cloudformation:${one}`),
      ),
    ),
    "CDK's roles": ['deploy', 'file-publishing', 'cfn-exec'].flatMap((name) =>
      on(`arn:aws:iam::${accountId}:role/cdk-hnb659fds-${name}-role-${accountId}-${region}`, [
        'sts:AssumeRole',
        'iam:PassRole',
      ]),
    ),
    'another file in the place of one': on(`arn:aws:s3:::${bucket}/code.zip`, [
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
    ]),
    'the bucket of files': on(`arn:aws:s3:::${bucket}`, ['s3:PutBucketPolicy', 's3:DeleteBucket']),
    'code, or a call that says who asks': functions.flatMap((one) =>
      on(one, ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction', 'lambda:UpdateAlias']),
    ),
    'a right': on(`arn:aws:iam::${accountId}:role/Reassort-Any`, [
      'iam:PutRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:AttachRolePolicy',
    ]),
    'pages of others': on(
      `arn:aws:cloudfront::${accountId}:distribution/${outputs.DistributionId}`,
      ['cloudfront:UpdateDistribution'],
    ),
    'the trail': on(arn('cloudtrail', 'trail/Reassort-Trail'), [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
    ]),
    'the ledger': on(`arn:aws:s3:::${outputs.LedgerBucket}/segments/000000001`, ['s3:PutObject']),
    'the key of the ledger': on(outputs.LedgerSigningKey, ['kms:Sign', 'kms:PutKeyPolicy']),
  }
}

function bypassesOf(
  who: string,
  may: (call: RequiredRight) => boolean,
  organisation: Statement[] = [],
) {
  const { accountId } = app.account
  const principal = { 'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/${who}` }
  const all = { Effect: 'Allow' as const, Action: '*', Resource: '*' }
  const isLeft = ({ context, ...call }: RequiredRight) =>
    isAllowed([all, ...organisation], { ...call, context: { ...context, ...principal } })
  return Object.entries(bypasses()).flatMap(([way, calls]) =>
    calls
      .filter((call) => may(call) && isLeft(call))
      .map(({ action, context }) => {
        const attributes = [context['dynamodb:Attributes'] ?? []].flat().slice(1)
        return `${who}: ${way}, by ${action} ${attributes.join()}`.trim()
      }),
  )
}

const openToRoles = (organisation?: Statement[]) =>
  teamRoleNames.flatMap((role) => bypassesOf(role, (call) => may(role, call), organisation))

function organisationPolicy() {
  const { accountId: account } = app.account
  const election = { name: 'reassort', region: app.account.region }
  return guardrailsOf({ election, account, templates: {} }).organisation.Statement as Statement[]
}

test('no team role alone can open a vote or change its conditions, except by deploying', () => {
  const resources = Object.values(bypasses()).flatMap((calls) => calls.map((call) => call.resource))
  expect(resources.filter((one) => String(one).includes('undefined'))).toEqual([])
  expect(openToRoles()).toEqual(Array(2).fill("deployer: CDK's roles, by sts:AssumeRole"))
  expect(openToRoles(organisationPolicy())).toEqual([])
})

test('the organisation’s policy keeps administrators from deployments, code, rights and the trail', () => {
  const left = bypassesOf('Administrator', () => true, organisationPolicy())
  const openBypasses = new Set(left.map((one) => /: (.*), by /.exec(one)?.[1]))
  expect(Object.keys(bypasses()).filter((way) => !openBypasses.has(way))).toEqual([
    'a deployment',
    "CDK's roles",
    'code, or a call that says who asks',
    'a right',
    'the trail',
  ])
})
