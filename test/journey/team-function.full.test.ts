import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { envVar } from '../../local/run.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import { sealCode } from '../../shared/domain/account/captcha-sound.ts'
import type { RingIds } from '../../shared/domain/account/key-rotation.ts'
import { keyAttributes } from '../../shared/domain/reissue/restoration.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type Deployment, openLocalRun } from '../../team/deployment.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import { judgedBy, runWatched, type WatchedRun } from './watched-run.ts'

let run: WatchedRun
let deployment: Deployment

beforeAll(async () => {
  run = await runWatched({ isBeforeVote: true })
  deployment = await openLocalRun(Number(new URL(run.siteUrl).port))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  deployment?.close()
  await run?.stop()
})

const ask: Deployment['askTeamFunction'] = (request) => deployment.askTeamFunction(request)

const asBob = async <Answer>(work: () => Promise<Answer>) => {
  vi.stubEnv('LOCAL_CALLER', 'bob')
  vi.stubEnv('LOCAL_ADDRESS', '198.51.100.7')
  try {
    return await work()
  } finally {
    vi.unstubAllEnvs()
  }
}

async function byTwo(request: Parameters<typeof ask>[0]): Promise<void> {
  expect(await ask(request)).toMatchObject({ status: 'asked' })
  expect(await asBob(() => ask(request))).toMatchObject({ status: 'approved' })
}

test('a caller without a team role gets only what everybody may', async () => {
  vi.stubEnv('LOCAL_ROLE', 'watcher')
  const ring = { compute: 'key-ring', ring: 'proofKeys' } as const
  expect(await ask(ring)).toEqual({ refused: 'not-your-role' })
  vi.unstubAllEnvs()
  expect(await ask(ring)).toHaveProperty('values')
})

test('an unsigned request is refused by IAM, and a malformed one by the function', async () => {
  const { TeamFunctionUrl: url } = deployment.outputs
  const body = JSON.stringify({ compute: 'voter-ids', emails: ['a@academie.example'] })
  const unsigned = await fetch(url, { method: 'POST', body })
  expect([unsigned.status, await unsigned.json()]).toEqual([403, { Message: 'Forbidden' }])
  expect(await ask({ compute: 'voter-ids', emails: [] })).toEqual({ refused: 'invalid' })
})

test.for(['voters', 'reissues', 'phones'] as const)('two people restore lost %s', async (table) => {
  const variableName = `${table.toUpperCase()}_TABLE`
  const voterId = voterIdOf(run.keys, run.anotherVoter().email)
  const key = { [keyAttributes[table]]: table === 'voters' ? voterId : 'lost' }
  const stored = { phones: { voterId, reissueCount: 1 }, reissues: aLostReissue(voterId) }
  if (table !== 'voters') await setItem(run, variableName, key, stored[table], { mayBeNew: true })
  const from = await nextSecond()
  const TableName = envVar(run.app, variableName)
  await run.database.send(new DeleteCommand({ TableName, Key: key }))
  const to = await nextSecond()
  const restoration = (step: TeamRequestOf<'restoration'>['step']) =>
    ask({
      ...{ compute: 'restoration', table, onlyMissing: true, reason: 'table abîmée', step },
      ...{ before: from.toISOString(), after: to.toISOString() },
    })
  expect(await restoration({ is: 'begin' })).toMatchObject({ status: 'asked' })
  await asBob(async () => {
    expect(await restoration({ is: 'begin' })).toMatchObject({ status: 'approved' })
    for (const values of [['copying'], ['copied']])
      expect(await restoration({ is: 'copy' })).toEqual({ values })
    const page = { is: 'page', segment: 0, segments: 1, writes: true } as const
    expect(await restoration(page)).toMatchObject({ values: [{ restored: 1, busy: 0 }] })
    expect(await restoration({ is: 'end', counts: { restored: 1 } })).toEqual({ values: [true] })
  })
  expect(await itemOf(run, variableName, key)).toMatchObject(key)
})

async function nextSecond(): Promise<Date> {
  await sleep(1100)
  const now = new Date(Math.floor(Date.now() / 1000) * 1000)
  await sleep(1100)
  return now
}

function aLostReissue(voterId: string) {
  const at = new Date(0).toISOString()
  const history = [{ state: 'cancelled', at }]
  return { voterId, state: 'cancelled', history, requestedAt: at, expectedAt: at, phoneHash: 'x' }
}

async function printNotices(voterId: string): Promise<void> {
  await setItem(run, 'VOTERS_TABLE', { voterId }, { noticeOperationId: 'import-1' })
  const operations = dynamoRollOperations(run.database, deployment.outputs.RollOperationsTable)
  await operations.begin({ operationId: 'import-1', kind: 'import', startedAt: new Date() })
  const operationIds = ['import-1']
  const asked = await ask({ compute: 'notices-request', operationIds })
  const approvalId = 'status' in asked ? asked.request.approvalId : ''
  await asBob(() => ask({ compute: 'notices-approval', approvalId }))
  const printed = noticeIdentifier(run.keys, { voterId })
  const notices = { compute: 'notices' as const, approvalId, operationIds, voterIds: [voterId] }
  expect(await ask(notices)).toEqual({ values: [printed] })
  const told = run.lines.filter((line) => line.includes('"event":"team.answered'))
  expect(told.join()).not.toContain(printed)
  expect(told.at(-1)).toContain('"compute":"notices","role":"rollTeam"')
}

async function addKey(ring: 'proofKeys' | 'originToken'): Promise<string> {
  const read = async () => {
    const answer = await ask({ compute: 'key-ring', ring })
    return ('values' in answer ? answer.values[0] : undefined) as RingIds
  }
  const expectedVersions = { ...(await read()), retired: [] }
  const change = { change: 'add' as const, expectedVersions, usedIds: [] }
  expect(await ask({ compute: 'key-ring-change', ring, ...change })).toEqual({ values: [true] })
  return (await read()).next ?? ''
}

// `test/functions` covers answers and roles, `team-permissions.full.test.ts` the commands.
test('the team function uses all its rights, and no other', async () => {
  const { email } = run.anotherVoter()
  const voterId = voterIdOf(run.keys, email)
  const reason = 'adresse mal saisie'
  await printNotices(voterId)
  await addKey('proofKeys')
  const send = await addKey('originToken')
  expect(await ask({ compute: 'origin-header', send })).toMatchObject({
    values: [{ version: send }],
  })
  await byTwo({ compute: 'calendar-change', change: 'extend', minutes: 30, version: 0, reason })
  const identity = { numen: '27A9912345ABC', birthDate: '1979-05-23' }
  const correction = { ...identity, newEmail: 'corrigee@academie.example' }
  await byTwo({ compute: 'repair', email, voterId, correction, reason })
  const returned = voterIdOf(run.keys, run.anotherVoter().email)
  const { identifierHash } = { ...(await itemOf(run, 'VOTERS_TABLE', { voterId: returned })) }
  const at = new Date().toISOString()
  const notice = { voterId: returned, printed: String(identifierHash), isReplaced: false, at }
  expect(await ask({ compute: 'notice-returned', ...notice })).toEqual({ values: ['returned'] })
  const sealed = sealCode(run.keys, '9456', new Date(fromNow(60)))
  expect(await ask({ compute: 'spoken-code', sealed })).toEqual({ values: ['9456'] })
  const seal = { sealId: 'a seal', at, digests: {}, counts: {} }
  expect(await ask({ compute: 'seal', ...seal })).toEqual({ values: [true] })
  const asked = { change: 'cap', territory: 'GP', smsPerDay: 5, reason: 'essai' } as const
  await ask({ compute: 'sms-change', asked })
  await asBob(() => ask({ compute: 'sms-change', asked }))
  const own = run.app.functions.filter(({ name }) => name === 'TeamFunction-ComputeForTeam')
  const { refused, idle } = judgedBy(run, own)
  expect(refused).toEqual([])
  // Only identifier keys use it, and they are replaced as proof keys are.
  expect(idle).toEqual([expect.stringContaining(': secretsmanager:PutSecretValue on ')])
  expect(envVar(run.app, 'ROLL_TEAM_ROLE')).toBe(deployment.outputs.RollTeamRole.split('/').at(-1))
})
