import { setTimeout as sleep } from 'node:timers/promises'
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { variable } from '../../local/run.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import { sealCode } from '../../shared/domain/account/captcha-sound.ts'
import type { RingIds } from '../../shared/domain/account/key-rotation.ts'
import { keyNames } from '../../shared/domain/reissue/restoration.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { type Deployment, openLocalRun } from '../../team/deployment.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import { judgedBy, runWatched, type WatchedRun } from './watched-run.ts'

let run: WatchedRun
let deployment: Deployment

beforeAll(async () => {
  run = await runWatched({ beforeVote: true })
  deployment = await openLocalRun(Number(new URL(run.siteUrl).port))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  deployment?.close()
  await run?.stop()
})

const ask: Deployment['askTeamFunction'] = (request) => deployment.askTeamFunction(request)

const functionNamed = (name: string) => run.app.functions.filter((one) => one.name === name)

test('two people have the identifiers of notices, and one alone has none', async () => {
  const voterId = voterIdOf(run.keys, run.anotherVoter().email)
  await setItem(run, 'VOTERS_TABLE', { voterId }, { noticeOperationId: 'import-1' })
  const operationIds = ['import-1']
  const operation = { operationId: 'import-1', kind: 'import' as const, startedAt: new Date() }
  const operations = dynamoRollOperations(run.database, deployment.outputs.RollOperationsTable)
  await operations.begin(operation)
  const asked = await ask({ compute: 'notices-request', operationIds })
  const approvalId = 'standing' in asked ? asked.request.approvalId : ''
  const notices = { compute: 'notices' as const, approvalId, operationIds, voterIds: [voterId] }
  const approval = { compute: 'notices-approval' as const, approvalId }
  expect(await ask(notices)).toEqual({ refused: 'not-approved' })
  vi.stubEnv('LOCAL_CALLER', 'bob')
  expect(await ask(approval)).toMatchObject({
    request: { by: expect.stringMatching(/\/local$/) },
  })
  vi.unstubAllEnvs()
  const printed = noticeIdentifier(run.keys, { voterId })
  expect(await ask(notices)).toEqual({ values: [printed] })
  const told = run.lines.filter((line) => line.includes('"event":"team.answered'))
  expect(told.join()).not.toContain(printed)
  expect(told.at(-1)).toContain('"compute":"notices","role":"rollTeam"')
})

test('who has taken on no role of the team learns nothing but what everybody may', async () => {
  vi.stubEnv('LOCAL_ROLE', 'watcher')
  const ring = { compute: 'key-ring', ring: 'proofKeys' } as const
  expect(await ask(ring)).toEqual({ refused: 'not-your-role' })
  vi.unstubAllEnvs()
  expect(await ask(ring)).toHaveProperty('values')
})

test('whoever does not sign is not let in, and what is no request is told so', async () => {
  const { TeamFunctionUrl: url } = deployment.outputs
  const body = JSON.stringify({ compute: 'voter-ids', emails: ['a@academie.example'] })
  const unsigned = await fetch(url, { method: 'POST', body })
  expect([unsigned.status, await unsigned.json()]).toEqual([403, { Message: 'Forbidden' }])
  expect(await ask({ compute: 'voter-ids', emails: [] })).toEqual({ refused: 'invalid' })
})

test('a version of the keys is added where they are, and the ledger tells by whom', async () => {
  const asked = { compute: 'key-ring' as const, ring: 'proofKeys' as const }
  const answer = await ask(asked)
  const [found] = ('values' in answer ? answer.values : []) as [RingIds]
  expect(JSON.stringify(found)).toMatch(/^\{"current":"[\w-]{8}","retired":\[\]\}$/)
  const change = { ...asked, compute: 'key-ring-change' as const, change: 'add' as const }
  const added = { ...change, found: { ...found, retired: [] }, standing: [] }
  expect(await ask(added)).toEqual({ values: [true] })
  const told = await dynamoInterventions(run.database, deployment.outputs.InterventionsTable).all()
  expect(told.filter(({ kind }) => kind === 'keys')).toMatchObject([
    { by: expect.stringMatching(/\/local$/), subject: 'proofKeys add' },
  ])
})

test('two people extend the vote, and one alone does not', async () => {
  const asked = {
    ...{ compute: 'calendar-change' as const, change: 'extend' as const, minutes: 30 },
    ...{ version: 0, reason: 'panne le matin' },
  }
  expect(await ask(asked)).toMatchObject({ standing: 'asked' })
  vi.stubEnv('LOCAL_CALLER', 'bob')
  expect(await ask(asked)).toMatchObject({ standing: 'approved' })
  vi.unstubAllEnvs()
})

test('it has CloudFront send another token', async () => {
  const ring = { compute: 'key-ring' as const, ring: 'originToken' as const }
  const ringOf = async () => {
    const answer = await ask(ring)
    return ('values' in answer ? answer.values[0] : undefined) as RingIds
  }
  const found = { ...(await ringOf()), retired: [] }
  const change = { ...ring, compute: 'key-ring-change' as const, change: 'add' as const }
  expect(await ask({ ...change, found, standing: [] })).toEqual({ values: [true] })
  const { next: version = '' } = await ringOf()
  expect(await ask({ compute: 'origin-header', send: 'unknown' })).toEqual({ values: [null] })
  expect(await ask({ compute: 'origin-header', send: version })).toMatchObject({
    values: [{ version }],
  })
})

test('it corrects a voter once two people ask for the same', async () => {
  const { email } = run.anotherVoter()
  const asked = { email, voterId: voterIdOf(run.keys, email) }
  const newEmail = 'corrigee@academie.example'
  const correction = { numen: '27A9912345ABC', birthDate: '1979-05-23', newEmail }
  const repair = { compute: 'repair' as const, ...asked, correction, reason: 'adresse mal saisie' }
  expect(await ask(repair)).toMatchObject({ standing: 'asked' })
  vi.stubEnv('LOCAL_CALLER', 'bob')
  expect(await ask(repair)).toMatchObject({ standing: 'approved' })
  vi.unstubAllEnvs()
  const [corrected = ''] = await deployment.keyed.voterIds([newEmail])
  expect(await itemOf(run, 'VOTERS_TABLE', { voterId: corrected })).toMatchObject({
    sameAs: asked.voterId,
  })
})

test('it kills the identifier of a notice, which was valid when the command looked', async () => {
  const voterId = voterIdOf(run.keys, run.anotherVoter().email)
  const before = await itemOf(run, 'VOTERS_TABLE', { voterId })
  const returned = {
    ...{ compute: 'notice-returned' as const, voterId, printed: 'another' },
    at: new Date().toISOString(),
  }
  expect(await ask({ ...returned, isReplaced: true })).toEqual({ values: ['changed-meanwhile'] })
  const valid = { ...returned, printed: String(before?.identifierHash), isReplaced: false }
  expect(await ask(valid)).toEqual({ values: ['returned'] })
  expect(await itemOf(run, 'VOTERS_TABLE', { voterId })).toMatchObject({
    noticeReturnedAt: expect.any(String),
  })
})

test.for(['voters', 'reissues', 'phones'] as const)(
  'two people bring back what somebody deleted of %s, and one alone does not',
  async (table) => {
    const variableName = `${table.toUpperCase()}_TABLE`
    const voterId = voterIdOf(run.keys, run.anotherVoter().email)
    const key = { [keyNames[table]]: table === 'voters' ? voterId : 'lost' }
    const stored = { phones: { voterId, reissueCount: 1 }, reissues: aLostReissue(voterId) }
    if (table !== 'voters') await setItem(run, variableName, key, stored[table], { mayBeNew: true })
    const before = await itemOf(run, variableName, key)
    const from = await nextSecond()
    const TableName = variable(run.app, variableName)
    await run.database.send(new DeleteCommand({ TableName, Key: key }))
    const to = await nextSecond()
    const restoration = (step: TeamRequestOf<'restoration'>['step']) =>
      ask({
        ...{ compute: 'restoration', table, onlyMissing: true, reason: 'table abîmée', step },
        ...{ before: from.toISOString(), after: to.toISOString() },
      })
    expect(await restoration({ is: 'begin' })).toMatchObject({ standing: 'asked' })
    expect(await restoration({ is: 'copy' })).toEqual({ refused: 'not-approved' })
    vi.stubEnv('LOCAL_CALLER', 'bob')
    expect(await restoration({ is: 'begin' })).toMatchObject({ standing: 'approved' })
    expect(await restoration({ is: 'copy' })).toEqual({ values: ['copying'] })
    expect(await restoration({ is: 'copy' })).toEqual({ values: ['copied'] })
    const page = { is: 'page', segment: 0, segments: 1, writes: true } as const
    expect(await restoration(page)).toMatchObject({ values: [{ restored: 1, busy: 0 }] })
    const { identifierHash, phoneHash, reissueId } = { ...before } as Record<string, string>
    const kept = { identifierHash, phoneHash, reissueId }
    const known = Object.entries(kept).filter(([, value]) => value !== undefined)
    expect(await itemOf(run, variableName, key)).toMatchObject(Object.fromEntries(known))
    expect(await restoration({ is: 'end', counts: { restored: 1 } })).toEqual({ values: [true] })
    vi.unstubAllEnvs()
  },
)

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

test('it may do what it does, and nothing else', async () => {
  const sealed = sealCode(run.keys, '9456', new Date(fromNow(60)))
  expect(await ask({ compute: 'spoken-code', sealed })).toEqual({ values: ['9456'] })
  const seal = { sealId: 'a seal', at: new Date().toISOString(), digests: {}, counts: {} }
  expect(await ask({ compute: 'seal', ...seal })).toEqual({ values: [true] })
  const cap = { change: 'cap', territory: 'GP', smsPerDay: 5, reason: 'essai' } as const
  await ask({ compute: 'sms-change', asked: cap })
  vi.stubEnv('LOCAL_CALLER', 'bob')
  vi.stubEnv('LOCAL_ADDRESS', '198.51.100.7')
  await ask({ compute: 'sms-change', asked: cap })
  const { refused, idle } = judgedBy(run, functionNamed('TeamFunction-ComputeForTeam'))
  expect(refused).toEqual([])
  // Only identifier keys use it, and they are replaced as proof keys are.
  expect(idle).toEqual([expect.stringContaining(': secretsmanager:PutSecretValue on ')])
  expect(variable(run.app, 'ROLL_TEAM_ROLE')).toBe(
    deployment.outputs.RollTeamRole.split('/').at(-1),
  )
})
