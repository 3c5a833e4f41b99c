import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/emulators.ts'
import { envVar } from '../../local/run.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { readSecret, writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { readKeyRing } from '../../shared/domain/keys.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { sealCopyKey } from '../../shared/tables/roll-operations.ts'
import { remedyNames } from '../../shared/texts/alarms.ts'
import { type TeamRoleName, teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { secretOf } from '../../team/deployment.ts'
import { teamFunctionTexts } from '../../team/keys/team-function-texts.ts'
import { repairTexts } from '../../team/roll/repair-texts.ts'
import { leftoverFinding } from '../../team/smoke/run-smoke.ts'
import { steps } from '../../team/smoke/voter-journey.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { lineOf, roll } from '../team/roll-file-builder.ts'
import { endRollLock, itemOf, setItem } from './items.ts'
import { type JudgedRun, startJudgedRun } from './judged-run.ts'
import { eventually, type LocalRun, requestAccepted, signIn } from './local-run.ts'

let judged: JudgedRun
let run: LocalRun
let play: JudgedRun['play']
let works: JudgedRun['works']
let idleRightsOf: JudgedRun['idleRightsOf']
let deployment: JudgedRun['deployment']
const directory = temporaryFolder(afterAll)
const at = (name: string) => join(directory, name)

beforeAll(async () => {
  judged = await startJudgedRun({
    isBeforeVote: true,
    electionChanges: { smsDelaySeconds: 60, knownPhones: true },
  })
  ;({ run, play, works, idleRightsOf, deployment } = judged)
})

afterAll(() => judged?.stop())

beforeEach(() => judged.begin())

const emailOf = (line: number) =>
  readFileSync(at('roll.csv'), 'utf8').split('\n')[line]?.split(';')[0]

const requestOf = async (voter: DemoVoter) =>
  requestAccepted(await signIn(run, voter), voter, run.anotherPhone())

const ofDashboard = [
  'cloudwatch:GetDashboard on Reassort-eu-west-3',
  ...['cloudwatch:GetMetricData on *', 'cloudwatch:DescribeAlarms on *'],
]

test('the roll team changes the roll with all rights of its role, and no other', async () => {
  const [heading, ...lines] = roll(...[1, 2, 3, 4, 5, 6].map((number) => lineOf(number))).split(
    '\n',
  )
  const phones = lines.map((line, index) => `${line};${index ? ';' : '06 12 34 56 78;2026-11-01'}`)
  writeFileSync(at('roll.csv'), [`${heading};phone;phone_requested_on`, ...phones].join('\n'))
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

  judged.without('dynamodb:ConditionCheckItem')
  writeFileSync(at('renew.csv'), `email\n${emailOf(4)}\n`)
  const again = ['--reason', 'notice perdue', '--notices', at('again.csv')]
  expect(await play('rollTeam', 'roll renew', at('renew.csv'), ...again)).toMatchObject({
    code: 1,
    refused: ['dynamodb:ConditionCheckItem'],
  })
  judged.without(undefined)
  await works('rollTeam', 'roll renew', at('renew.csv'), ...again)
})

test('the roll team only reads a sealed roll', async () => {
  if (!deployment.election) throw new Error('A local run says its election')
  const sealedAt = rollSealedAt(deployment.election)
  judged.at(sealedAt)
  await works('rollTeam', 'roll export', at('sealed.csv'))
  for (const line of ['roll returned', 'roll remove', 'roll correct']) {
    const action = line === 'roll correct' ? 'lambda:InvokeFunctionUrl' : 'dynamodb:PutItem'
    writeFileSync(at('late.csv'), `email;last_name\n${emailOf(5)};Autre\n`)
    const { code, refused } = await play('rollTeam', line, at('late.csv'))
    expect({ line, code, refused }).toEqual({ line, code: 1, refused: [action] })
  }
  judged.at(new Date(sealedAt.getTime() - 1))
  await works('rollTeam', 'roll returned', at('late.csv'))
})

function updateAs(as: TeamRoleName, name: string): Promise<unknown> {
  const update = new UpdateCommand({
    TableName: deployment.outputs.VotersTable,
    Key: { voterId: 'nobody' },
    UpdateExpression: 'SET #name = :value',
    ExpressionAttributeNames: { '#name': name },
    ExpressionAttributeValues: { ':value': 1 },
  })
  return judged.as(as, () => deployment.database.send(update))
}

test('the operator pauses and resumes SMS and invalidates notices, and lifts no seal', async () => {
  await works('operator', 'sms pause RE --reason essai')
  expect(await play('operator', 'sms status')).toMatchObject({ code: 1, refused: [] })
  const changes = ['resume RE', 'cap RE 500 --reason essai', 'uncap RE', 'try', 'close']
  for (const change of changes) await works('operator', `sms ${change}`)
  await run.schedules.runNow()
  await works('operator', 'election status')
  for (const remedy of remedyNames) await works('operator', `election remedy ${remedy} --yes`)
  const failing = run.anotherVoter().email
  const [voterId = ''] = await deployment.keyedValues.voterIds([failing])
  const mailFailure = {
    addressId: voterId,
    why: 'refused',
    at: new Date().toISOString(),
    final: true,
  }
  await setItem(run, 'VOTERS_TABLE', { voterId }, { mailFailure })
  const { email } = run.anotherVoter()
  const ses = new SESv2Client({ ...clientDefaults, endpoint: run.emulators.sesEndpoint })
  const elsewhere = 'of.another.service@example.org'
  for (const EmailAddress of [email.toUpperCase(), elsewhere])
    await ses.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: 'COMPLAINT' }))
  expect(await works('operator', 'mail status')).toContain(`${email.toUpperCase()}  plainte`)
  writeFileSync(at('addresses.txt'), `${failing}\n${email}\n`)
  await works('operator', 'mail unsuppress', at('addresses.txt'))
  const { SuppressedDestinationSummaries: left } = await ses.send(
    new ListSuppressedDestinationsCommand({}),
  )
  expect(left?.map(({ EmailAddress }) => EmailAddress)).toEqual([elsewhere])
  ses.destroy()
  expect(await itemOf(run, 'VOTERS_TABLE', { voterId })).not.toHaveProperty('mailFailure')
  writeFileSync(at('returned.csv'), `email\n${email}\n`)
  await works('operator', 'roll returned', at('returned.csv'))
  for (const { attributes, url } of run.app.queues) {
    if (attributes.RedrivePolicy) continue
    for (const MessageBody of ['{"reissueId":"8e7a4a9e-6b0e-4f0a-9a53-6d3f4f0f4b11"}', 'poison'])
      await run.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }))
  }
  expect(await play('operator', 'election remedy files --yes')).toMatchObject({
    ...{ code: 1, refused: [] },
    said: expect.stringContaining('7 messages de retour'),
  })
  await play('operator', 'sms test +687751234')
  expect(run.handset.texts.at(-1)).toMatchObject({
    phone: '+687751234',
    body: expect.stringContaining('SMS de test'),
  })
  expect(idleRightsOf('operator', ...ofDashboard)).toEqual([])

  expect(
    await play('operator', 'roll renew', at('returned.csv'), '--reason', 'essai'),
  ).toMatchObject({ code: 1, refused: [], said: teamFunctionTexts.refusals['not-your-role'] })
  const TableName = envVar(run.app, 'ROLL_OPERATIONS_TABLE')
  const resource = `arn:aws:dynamodb:${clientDefaults.region}:${run.app.account.accountId}:table/${TableName}`
  const lifting = { action: 'dynamodb:DeleteItem', resource }
  for (const name of teamRoleNames) {
    const context = { 'dynamodb:LeadingKeys': [sealCopyKey(0)] }
    expect([name, judged.may(name, { ...lifting, context })]).toEqual([name, false])
  }
})

test('the watcher changes nothing', async () => {
  await run.schedules.runNow()
  await works('watcher', 'election status')
  await works('watcher', 'sms status')
  expect(idleRightsOf('watcher', ...ofDashboard)).toEqual([])
  for (const line of ['sms pause RE --reason essai', 'sms try'])
    expect(await play('watcher', line)).toMatchObject({
      ...{ code: 1, refused: ['lambda:InvokeFunctionUrl'] },
    })
})

test('the auditor verifies and compares the ledger, and changes nothing', async () => {
  await works('auditor', 'ledger status')
  await works('auditor', 'ledger export', at('exported'))
  // `verify-seal` uses it; here `seal` runs as the deployer.
  const ofSeal = 'cloudfront:GetFunction on *'
  expect(await play('auditor', 'ledger compare')).toMatchObject({ refused: [] })
  expect(idleRightsOf('auditor', ofSeal).filter((idle) => !idle.startsWith('s3:'))).toEqual([])
  await expect(updateAs('auditor', 'smsCount')).rejects.toThrow('denied')
})

test('the deployer runs smoke without a trace, cleans up a killed run, seals and rotates keys', async () => {
  // Bypasses the judge, so that the role does not seem to use these calls.
  const directly = ['--local', '--port', new URL(run.siteUrl).port]
  const counts = async () => {
    const { said } = await teamCommand('roll.ts')('status', ...directly)
    return said
      .split('\n')
      .slice(0, 4)
      .map((line) => Number.parseFloat(line))
  }
  const before = await counts()
  const texts = run.handset.texts.length
  const killed = spawn(process.execPath, [
    ...[join(import.meta.dirname, '../../bin/election.ts'), 'smoke'],
    ...directly,
  ])
  await eventually('its voter has a password', async () => (await counts())[1] !== before[1])
  killed.kill('SIGKILL')
  await once(killed, 'close')
  expect((await counts())[0]).toBe((before[0] ?? 0) + 1)
  await endRollLock(run)

  const said = await works('deployer', 'election smoke')
  const { closed, ...taken } = steps
  for (const text of [leftoverFinding.text, ...Object.values(taken).map(({ text }) => `${text}.`)])
    expect(said).toContain(text)
  expect(said).not.toContain(closed.text)
  expect(await counts()).toEqual(before)
  await works('deployer', 'election smoke', '--phone', run.anotherPhone())
  expect(run.handset.texts).toHaveLength(texts)
  const operations = dynamoRollOperations(run.database, envVar(run.app, 'ROLL_OPERATIONS_TABLE'))
  const walks = (await operations.list()).filter(({ kind }) => kind === 'smoke')
  expect(walks.map(({ finishedAt }) => finishedAt !== undefined)).toEqual([true, true, true])

  const repairing = ['roll repair', at('late.csv'), '--reason', 'essai'] as const
  expect(await play('deployer', ...repairing)).toMatchObject({
    ...{ code: 1, refused: [] },
    said: repairTexts.unsealedRoll,
  })

  // The local app differs from the sealed one, so the command fails after its calls.
  expect(await play('deployer', 'election seal', '--page', at('seal.pdf'))).toMatchObject({
    refused: [],
  })
  expect(await play('deployer', 'keys replace masterKey')).toMatchObject({ code: 2, refused: [] })
  await oldRing('identifierKeys', 'previous')
  await works('deployer', 'keys retire identifierKeys')
  await oldRing('originToken', 'next')
  expect(await works('deployer', 'keys status')).toContain('ajoutée, pas encore en usage')
  await works('deployer', 'keys replace originToken')
  expect(await play('deployer', 'election resume --reason essai')).toMatchObject({
    ...{ code: 1, refused: [] },
    said: teamFunctionTexts.refusals['not-suspended'],
  })
  const seldom = ['UpdateItem on Tables-Phones', 'UpdateItem on Tables-Reissues']
  const elsewhere = seldom.map((right) => `dynamodb:${right}`)
  const idle = idleRightsOf('deployer', ...elsewhere)
  expect(idle.filter((right) => !right.startsWith('s3:'))).toEqual([])
}, 240_000)

async function oldRing(name: 'identifierKeys' | 'originToken', version: 'next' | 'previous') {
  const { secretsManager, outputs } = deployment
  const secret = secretOf(outputs, name)
  const { current } = readKeyRing(await readSecret(secretsManager, secret))
  const ring = { current, [version]: current.replace(/./g, 'x'), changedAt: new Date(0) }
  await writeSecret(secretsManager, secret, JSON.stringify(ring))
}
