import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { guardrailsOf } from '../../lib/account/guardrails.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { secretOf } from '../../team/deployment.ts'
import type { Statement } from '../engines/granted-rights.ts'
import type { Asked } from './aws-calls.ts'
import { type JudgedRun, startJudgedRun } from './judged-run.ts'
import { isAllowed } from './permissions.ts'

// Of a sealed election no role computes or publishes an identifier, or changes a vote's conditions, alone: except by
// `cdk deploy`, which is detected, and prevented by the organisation's policy alone.

let judged: JudgedRun

beforeAll(async () => {
  judged = await startJudgedRun({ beforeVote: true })
  const { database, outputs, election } = judged.deployment
  if (!election) throw new Error('A local run says its election')
  await dynamoRollSeal(database, outputs.RollOperationsTable).put(new Date())
  const seal = { interventionId: 'seal/1', kind: 'seal' as const, at: new Date(), by: 'bureau' }
  await dynamoInterventions(database, outputs.InterventionsTable).record({
    ...{ ...seal, digests: { roll: sha256('roll') } },
  })
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await judged?.stop()
})

beforeEach(() => {
  judged.begin()
  judged.at(
    rollSealedAt(judged.deployment.election as NonNullable<JudgedRun['deployment']['election']>),
  )
})

/** What would do it, on the way round our own functions. */
function waysRound(): Record<string, Asked[]> {
  const { outputs } = judged.deployment
  const { accountId, region } = judged.run.app.place
  const arn = (service: string, resource: string, of = region) =>
    `arn:aws:${service}:${of}:${accountId}:${resource}`
  const onTable = (table: string, actions: string[], attributes: string[], key = 'voter-1') =>
    actions.map((action) => ({
      action: `dynamodb:${action}`,
      resource: arn('dynamodb', `table/${table}`),
      context: { 'dynamodb:Attributes': attributes, 'dynamodb:LeadingKeys': [key] },
    }))
  const on = (resource: string, actions: string[], context: Asked['context'] = {}) =>
    actions.map((action) => ({ action, resource, context }))
  const writes = ['PutItem', 'UpdateItem']
  const secrets = (['identifierKeys', 'identityKeys', 'proofKeys', 'originToken'] as const).map(
    (name) => secretOf(outputs, name),
  )
  const stacks = ['Reassort', 'Reassort-Data', 'ReassortSms'].map((name) =>
    arn('cloudformation', `stack/${name}/0123`),
  )
  // CloudFormation names functions after their stack, which the local run does not.
  const functions = judged.run.app.functions.map(({ name }) =>
    arn('lambda', `function:Reassort-${name}`),
  )
  const bucket = `cdk-hnb659fds-assets-${accountId}-${region}`
  const changing = ['CreateStack', 'UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet']
  return {
    'a password': onTable(outputs.VotersTable, writes, ['voterId', 'passwordHash']),
    'an address': ['email', 'addressId', 'sameAs'].flatMap((name) =>
      onTable(outputs.VotersTable, writes, ['voterId', name]),
    ),
    'an identity': ['identityHash', 'personId'].flatMap((name) =>
      onTable(outputs.VotersTable, writes, ['voterId', name]),
    ),
    'an identifier': ['identifierHash', 'formerIdentifierHash'].flatMap((name) =>
      onTable(outputs.VotersTable, writes, ['voterId', name]),
    ),
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

/** Which ways a policy leaves open. @param organisation the account's, which IAM judges first */
function openTo(who: string, may: (call: Asked) => boolean, organisation: Statement[] = []) {
  const { accountId } = judged.run.app.place
  const principal = { 'aws:PrincipalArn': `arn:aws:iam::${accountId}:role/${who}` }
  const all = { Effect: 'Allow' as const, Action: '*', Resource: '*' }
  const isLeft = ({ context, ...call }: Asked) =>
    isAllowed([all, ...organisation], { ...call, context: { ...context, ...principal } })
  return Object.entries(waysRound()).flatMap(([way, calls]) =>
    calls
      .filter((call) => may(call) && isLeft(call))
      .map(({ action, context }) => {
        const attributes = [context['dynamodb:Attributes'] ?? []].flat().slice(1)
        return `${who}: ${way}, by ${action} ${attributes.join()}`.trim()
      }),
  )
}

const openToRoles = (organisation?: Statement[]) =>
  teamRoleNames.flatMap((role) => openTo(role, (call) => judged.may(role, call), organisation))

function organisationPolicy() {
  const { accountId: account } = judged.run.app.place
  const election = { name: 'reassort', region: judged.run.app.place.region }
  return guardrailsOf({ election, account, templates: {} }).organisation.Statement as Statement[]
}

test('no role alone has a right by which a vote is opened or its conditions change, but to deploy', () => {
  // Whoever assumes these deploys alone: told at once, and shown by `verify-seal`.
  expect(openToRoles()).toEqual(Array(2).fill("deployer: CDK's roles, by sts:AssumeRole"))
  expect(openToRoles(organisationPolicy())).toEqual([])
})

test('the organisation refuses an administrator the deployment, code, rights and the trail', () => {
  const left = openTo('Administrator', () => true, organisationPolicy())
  const ways = new Set(left.map((one) => /: (.*), by /.exec(one)?.[1]))
  expect(Object.keys(waysRound()).filter((way) => !ways.has(way))).toEqual([
    'a deployment',
    "CDK's roles",
    'code, or a call that says who asks',
    'a right',
    'the trail',
  ])
})
