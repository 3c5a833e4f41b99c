import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/engines.ts'
import { findFreePorts, type LoopbackServer, listenOnLoopback } from '../../local/loopback.ts'
import { variable } from '../../local/run.ts'
import { readSecret, writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { readKeyRing } from '../../shared/domain/key-ring.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-operation.ts'
import { sealKey } from '../../shared/tables/roll-operations.ts'
import { keysTexts } from '../../shared/texts/roll/team-function.ts'
import { commandRights } from '../../shared/tooling/command-rights.ts'
import { type TeamRoleName, teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { type Deployment, localDeployment, openLocalRun, secretOf } from '../../team/deployment.ts'
import { teamCommand } from '../builders/team-command.ts'
import type { JudgedEngine } from './aws-calls.ts'
import { type LocalRun, requestAccepted, runLocally, signIn } from './local-run.ts'
import { type AwsCall, grantsOf, isAllowed, isUsed, startWatchedWay } from './permissions.ts'

const directory = mkdtempSync(join(tmpdir(), 'reassort-roles-'))
const at = (name: string) => join(directory, name)
const servers: LoopbackServer[] = []
let run: LocalRun
let port: number
/** Of the run as the commands reach it: each of their calls is judged. */
let deployment: Deployment

/** Whose rights the next calls are judged by, and when. */
let role: TeamRoleName | undefined
let now: Date
let calls: AwsCall[] = []
let refused: AwsCall[] = []
/** Taken from the role, for once. */
let without: string | undefined

const statementsOf = (name: TeamRoleName) => {
  const output = `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`
  const found = run.app.teamRoles.find(({ arn }) => arn === run.app.outputs[output])
  if (!found) throw new Error(`The stack has no ${output}`)
  return found.statements
}

function allows(call: AwsCall): boolean {
  if (!role) return true
  calls.push(call)
  if (isAllowed(statementsOf(role), call, now) && call.action !== without) return true
  refused.push(call)
  return false
}

beforeAll(async () => {
  run = await runLocally({ beforeVote: true, electionChanges: { smsDelaySeconds: 60 } })
  const answer = await fetch(`${run.handsetUrl}/deployment`)
  const said = localDeployment.parse(await answer.json())
  const { sqs } = said.endpoints
  for (const [name, endpoint] of Object.entries<string>(said.endpoints)) {
    const engine = name.toLowerCase() as JudgedEngine
    const way = await startWatchedWay(endpoint, engine, run.app.place, [], allows)
    servers.push(way)
    said.endpoints[name as keyof typeof said.endpoints] = way.endpoint
  }
  const { TeamFunctionUrl } = said.outputs
  const asked = await startWatchedWay(TeamFunctionUrl, 'functionUrl', run.app.place, [], allows)
  servers.push(asked)
  said.outputs.TeamFunctionUrl = asked.endpoint
  // The SDK calls a queue where its URL says.
  const queues = JSON.stringify(said.outputs).replaceAll(sqs, said.endpoints.sqs)
  const told = JSON.stringify({ ...said, outputs: JSON.parse(queues) })
  port = await findFreePorts(2)
  servers.push(await listenOnLoopback((_, response) => response.end(told), port + 1))
  deployment = await openLocalRun(port)
})

afterAll(async () => {
  deployment?.close()
  await run?.stop()
  for (const server of servers) await server.close()
  rmSync(directory, { recursive: true, force: true })
})

beforeEach(() => {
  now = new Date()
  without = undefined
  refused = []
})

/** Plays a command, as whoever has taken on the role. */
async function play(as: TeamRoleName, line: string, ...more: string[]) {
  role = as
  refused = []
  const [script, ...words] = line.split(' ')
  vi.stubEnv('LOCAL_ROLE', as)
  const played = await teamCommand(`${script}.ts`)(...words, ...more, '--local', String(port))
  vi.unstubAllEnvs()
  role = undefined
  return { ...played, refused: [...new Set(refused.map(({ action }) => action))] }
}

async function works(as: TeamRoleName, line: string, ...more: string[]): Promise<void> {
  const played = await play(as, line, ...more)
  expect({ line, ...played }).toMatchObject({ line, refused: [], code: 0 })
}

const emailOf = (line: number) =>
  readFileSync(at('roll.csv'), 'utf8').split('\n')[line]?.split(';')[0]

/** What a role may do and none of its commands did, of the engines that a local run has. */
function idleRightsOf(name: TeamRoleName, ...elsewhere: string[]): string[] {
  const played = /^(cloudfront|cloudwatch|dynamodb|kms|lambda:Invoke\w+|s3|secretsmanager|sns|sqs):/
  const ofPreflight = commandRights.deploy.others.flatMap(({ actions }) => [...actions] as string[])
  return grantsOf({ statements: statementsOf(name) })
    .filter(({ action }) => played.test(action) && !ofPreflight.includes(action))
    .filter((grant) => !isUsed(grant, calls))
    .map(({ action, resource }) => `${action} on ${resource.split(/[/:]/).at(-1)}`)
    .filter((idle) => !elsewhere.includes(idle))
}

const requestOf = async (voter: DemoVoter) =>
  requestAccepted(await signIn(run, voter), voter, run.anotherPhone())

test('the roll team changes the roll with the rights of its role, and has no other', async () => {
  calls = []
  await teamCommand('sample-roll.ts')(at('roll.csv'), '--lines', '40', '--seed', '7')
  await works('rollTeam', 'roll import', at('roll.csv'), '--notices', at('notices.csv'))
  writeFileSync(
    at('correct.csv'),
    `email;numen;birth_date;new_email\n${emailOf(1)};07E1234567XYZ;27/03/1975;nouvelle@academie.example\n`,
  )
  await works('rollTeam', 'roll correct', at('correct.csv'))
  const asking = run.anotherVoter()
  await requestOf(asking)
  writeFileSync(at('remove.csv'), `email\n${asking.email}\n`)
  await works('rollTeam', 'roll remove', at('remove.csv'))
  writeFileSync(at('renew.csv'), `email\n${emailOf(2)}\n`)
  const why = ['--reason', 'notice perdue', '--notices', at('renewed.csv')]
  await works('rollTeam', 'roll renew', at('renew.csv'), ...why)
  writeFileSync(at('returned.csv'), `email\n${emailOf(3)}\n`)
  await works('rollTeam', 'roll returned', at('returned.csv'))
  for (const reading of ['status', 'bounced']) await works('rollTeam', `roll ${reading}`)
  await works('rollTeam', 'roll export', at('exported.csv'))
  expect(idleRightsOf('rollTeam')).toEqual([])

  without = 'dynamodb:ConditionCheckItem'
  writeFileSync(at('renew.csv'), `email\n${emailOf(4)}\n`)
  const again = ['--reason', 'notice perdue', '--notices', at('again.csv')]
  expect(await play('rollTeam', 'roll renew', at('renew.csv'), ...again)).toMatchObject({
    code: 1,
    refused: ['dynamodb:ConditionCheckItem'],
  })
  without = undefined
  await works('rollTeam', 'roll renew', at('renew.csv'), ...again)
})

test('the roll team reads the roll once it is sealed, and writes nothing', async () => {
  if (!deployment.election) throw new Error('A local run says its election')
  now = rollSealedAt(deployment.election)
  await works('rollTeam', 'roll export', at('sealed.csv'))
  for (const line of ['roll returned', 'roll remove', 'roll correct']) {
    const action = line === 'roll correct' ? 'lambda:InvokeFunctionUrl' : 'dynamodb:PutItem'
    writeFileSync(at('late.csv'), `email;last_name\n${emailOf(5)};Autre\n`)
    const { code, refused } = await play('rollTeam', line, at('late.csv'))
    expect({ line, code, refused }).toEqual({ line, code: 1, refused: [action] })
  }
  now = new Date(now.getTime() - 1)
  await works('rollTeam', 'roll returned', at('late.csv'))
})

test('the helpdesk explains and allows, and can write nothing else of a voter', async () => {
  calls = []
  const voter = run.anotherVoter()
  await requestOf(voter)
  await works('helpdesk', `helpdesk explain ${voter.email}`)
  const why = ['--reason', 'téléphone éteint trois fois']
  await works('helpdesk', `helpdesk sms --email ${voter.email}`, ...why)
  await works('helpdesk', 'helpdesk free-phone --phone +33699989796', ...why)
  await works('helpdesk', `helpdesk lift-wait --email ${voter.email}`, ...why)
  expect(idleRightsOf('helpdesk')).toEqual([])
  expect(await play('helpdesk', 'roll status')).toMatchObject({
    code: 1,
    refused: ['dynamodb:Scan'],
  })
  for (const name of ['passwordHash', 'identifierHash', 'email', 'identityHash', 'sessionEpoch']) {
    await expect(updateAs('helpdesk', name)).rejects.toThrow('denied')
  }
  await updateAs('helpdesk', 'smsCount')
})

/** An attribute of a voter who is not there. */
async function updateAs(as: TeamRoleName, name: string): Promise<void> {
  role = as
  try {
    await deployment.database.send(
      new UpdateCommand({
        TableName: deployment.outputs.VotersTable,
        Key: { voterId: 'nobody' },
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': 1 },
      }),
    )
  } finally {
    role = undefined
  }
}

test('whoever operates stops SMS, has them leave again and kills notices, and lifts no seal', async () => {
  calls = []
  await works('operator', 'sms pause RE --reason essai')
  expect(await play('operator', 'sms state')).toMatchObject({ code: 1, refused: [] })
  const changes = ['resume RE', 'cap RE 500 --reason essai', 'uncap RE', 'try', 'close']
  for (const change of changes) await works('operator', `sms ${change}`)
  await works('operator', 'watch --once')
  await works('operator', 'mail unsuppress --all-of-roll')
  const { email } = run.anotherVoter()
  writeFileSync(at('returned.csv'), `email\n${email}\n`)
  await works('operator', 'roll returned', at('returned.csv'))
  for (const { attributes, url } of run.app.queues) {
    if (attributes.RedrivePolicy) continue
    for (const MessageBody of ['{"reissueId":"8e7a4a9e-6b0e-4f0a-9a53-6d3f4f0f4b11"}', 'poison'])
      await run.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }))
  }
  await works('operator', 'redrive')
  await play('operator', 'sms test +33612345678')
  // A failed mail is rare: what clears it is played in `run-mail.test.ts`.
  expect(idleRightsOf('operator', 'cloudwatch:GetDashboard on Reassort-eu-west-3')).toEqual([])

  expect(
    await play('operator', 'roll renew', at('returned.csv'), '--reason', 'essai'),
  ).toMatchObject({ code: 1, refused: [], said: keysTexts.refusals['not-your-role'] })
  const TableName = variable(run.app, 'ROLL_OPERATIONS_TABLE')
  const resource = `arn:aws:dynamodb:${clientDefaults.region}:${run.app.place.accountId}:table/${TableName}`
  const lifting = { action: 'dynamodb:DeleteItem', resource, functionName: '' }
  for (const name of teamRoleNames) {
    const context = { 'dynamodb:LeadingKeys': [sealKey(0)] }
    expect([name, isAllowed(statementsOf(name), { ...lifting, context })]).toEqual([name, false])
  }
})

test('whoever watches changes nothing', async () => {
  calls = []
  await works('watcher', 'watch --once')
  await works('watcher', 'sms state')
  expect(idleRightsOf('watcher', 'cloudwatch:GetDashboard on Reassort-eu-west-3')).toEqual([])
  expect(await play('watcher', 'sms pause RE --reason essai')).toMatchObject({
    code: 1,
    refused: ['dynamodb:PutItem'],
  })
  expect(await play('watcher', `helpdesk explain ${run.anotherVoter().email}`)).toMatchObject({
    code: 1,
    refused: ['lambda:InvokeFunctionUrl'],
  })
})

test('whoever audits verifies the ledger and compares it, and changes nothing', async () => {
  calls = []
  await works('auditor', 'journal show --interventions')
  await works('auditor', 'journal verify')
  await works('auditor', 'journal export', at('exported'))
  // Read by `verify-seal`, of what was sealed: here by `seal`, under the role that deploys.
  const ofSeal = 'cloudfront:GetFunction on *'
  // The rest of the run goes on, so some record may not be told yet.
  expect(await play('auditor', 'journal compare')).toMatchObject({ refused: [] })
  expect(idleRightsOf('auditor', ofSeal).filter((idle) => !idle.startsWith('s3:'))).toEqual([])
  expect(await play('auditor', `helpdesk explain ${run.anotherVoter().email}`)).toMatchObject({
    code: 1,
    refused: ['dynamodb:GetItem'],
  })
  await expect(updateAs('auditor', 'smsCount')).rejects.toThrow('denied')
})

test('whoever deploys tries what is deployed and replaces keys', async () => {
  calls = []
  // What the guards stand before is not what was made here, and so is not sealed: each call is judged all the same.
  expect(await play('deployer', 'seal', '--page', at('seal.pdf'))).toMatchObject({ refused: [] })
  await works('deployer', 'smoke')
  await works('deployer', 'keys add proofKeys')
  await oldRing('identifierKeys', 'previous')
  await works('deployer', 'keys retire identifierKeys')
  await oldRing('originToken', 'next')
  await works('deployer', 'keys use originToken')
  for (const shown of ['keys show', 'calendar show']) await works('deployer', shown)
  // Of a walk that was cut short, and of a repair, which waits for two people: `repair.test.ts`.
  const seldom = ['UpdateItem on Tables-Phones', 'UpdateItem on Tables-Reissues']
  const ofRepair = ['ConditionCheckItem', 'PutItem'].map((one) => `${one} on Tables-Interventions`)
  const elsewhere = [...seldom, ...ofRepair].map((right) => `dynamodb:${right}`)
  expect(idleRightsOf('deployer', ...elsewhere, 'sqs:SendMessage on News-Queue')).toEqual([])
})

/** As if the ring had changed long ago. */
async function oldRing(name: 'identifierKeys' | 'originToken', version: 'next' | 'previous') {
  const { secretsManager, outputs } = deployment
  const secret = secretOf(outputs, name)
  const { current } = readKeyRing(await readSecret(secretsManager, secret))
  const ring = { current, [version]: current.replace(/./g, 'x'), changedAt: new Date(0) }
  await writeSecret(secretsManager, secret, JSON.stringify(ring))
}
