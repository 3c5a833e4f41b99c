import { expect, test } from 'vitest'
import type { Caller } from '../../functions/compute-for-team/read-caller.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { noticeIdentifier } from '../../shared/domain/roll/notice.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { alice, aTeamFunction, bob, requests } from '../builders/team-function.ts'
import { keys } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const { found, ask } = await forEachTest(aTeamFunction)

const made = (changes: Partial<Voter> = {}): Voter => ({
  ...enrol(keys, aRollEntry()).voter,
  noticeOperationId: 'import-1',
  ...changes,
})
const printed = (voter: Voter) => noticeIdentifier(keys, voter)

async function request(operationIds = ['import-1'], caller: Caller = alice): Promise<string> {
  const answer = await ask({ ...requests['notices-request'], operationIds }, caller)
  return 'request' in answer ? answer.request.approvalId : ''
}
const approve = (approvalId: string, caller: Caller = bob) =>
  ask({ compute: 'notices-approval', approvalId }, caller)
const get = (approvalId: string, changes: object = {}, caller: Caller = alice) =>
  ask(
    {
      ...{ compute: 'notices', approvalId, operationIds: ['import-1'] },
      voterIds: found.voters.map((voter) => voter.voterId),
      ...changes,
    },
    caller,
  )

test('the identifiers of notices are had by whoever asked, once another person agreed, of those operations alone', async () => {
  const [good, renewed] = [made(), made({ noticeNumber: 2 })]
  const others = [
    made({ noticeOperationId: 'import-2' }),
    made({ removedAt: new Date(0) }),
    made({ identifierReissueId: 'reissue-1' }),
  ]
  found.voters = [good, renewed, ...others]
  const approvalId = await request()
  expect(await get(approvalId)).toEqual({ refused: 'not-approved' })
  for (const _ of [1, 2])
    expect(await approve(approvalId)).toMatchObject({
      request: { by: 'RollTeam/alice', reason: 'perdues' },
    })
  expect(await approve(approvalId, { ...bob, by: 'T/carol' })).toHaveProperty('refused')
  expect(await ask(requests['notices-request'])).toMatchObject({ status: 'approved' })
  const voterIds = [...found.voters.map(({ voterId }) => voterId), 'unknown']
  expect(await get(approvalId, { voterIds })).toEqual({
    values: [printed(good), printed(renewed), null, null, null, null],
  })
  expect(found.interventions).toMatchObject([
    { kind: 'notices', subject: 'roll', by: 'RollTeam/alice' },
    { kind: 'notices', subject: 'roll', by: 'RollTeam/bob', confirms: approvalId },
  ])
})

test('the identifiers of notices are read for hundreds of voters at once, in whichever order their operations are said', async () => {
  found.voters = Array.from({ length: 250 }, () => made())
  const operationIds = ['import-2', 'import-1']
  const approvalId = await request(operationIds)
  await approve(approvalId)
  expect(await get(approvalId, { operationIds: operationIds.toReversed() })).toEqual({
    values: found.voters.map(printed),
  })
})

test('the identifiers of notices are nobody else’s, of no other operation, nor an hour later', async () => {
  found.voters = [made()]
  const approvalId = await request()
  await approve(approvalId)
  expect(await get(approvalId, {}, bob)).toEqual({ refused: 'not-approved' })
  expect(await get(approvalId, { operationIds: ['import-1', 'import-2'] })).toEqual({
    refused: 'not-approved',
  })
  found.now = secondsLater(found.now, 3599)
  expect(await get(approvalId)).toMatchObject({ values: [expect.any(String)] })
  found.now = secondsLater(found.now, 1)
  expect(await get(approvalId)).toEqual({ refused: 'not-approved' })
})

test('the identifiers of notices need another person, on another network, within the hour, and a wish that there is', async () => {
  const approvalId = await request()
  expect(await ask(requests['notices-request'])).toMatchObject({
    status: 'asked-already',
    request: { approvalId },
  })
  const refused = { refused: 'not-approved' }
  expect(await approve(approvalId, { ...bob, by: 'Deployer/Alice' })).toEqual(refused)
  expect(await approve('another')).toEqual(refused)
  const inItsOffice = { ...bob, network: alice.network }
  expect(await approve(approvalId, inItsOffice)).toEqual({ refused: 'same-address' })
  await ask({ ...requests['calendar-change'] }, { ...alice, role: 'operator' })
  const [, suspension] = found.interventions
  expect(await approve(suspension?.interventionId ?? '')).toEqual(refused)
  found.now = secondsLater(found.now, 3601)
  expect(await approve(approvalId)).toEqual(refused)
  expect(found.interventions).toHaveLength(2)
})

test('the identifiers of notices are had for an hour from the agreement on, which may come in the last minute of the wish', async () => {
  found.voters = [made()]
  const approvalId = await request()
  found.now = secondsLater(found.now, 3590)
  await approve(approvalId)
  found.now = secondsLater(found.now, 60)
  expect(await ask(requests['notices-request'])).toMatchObject({
    status: 'approved',
    request: { approvalId },
  })
  expect(await get(approvalId)).toEqual({ values: found.voters.map(printed) })
  expect(found.interventions).toHaveLength(2)
})

test('the identifiers of notices are written once: those of an operation that ended are had by nobody', async () => {
  const approvalId = await request()
  await approve(approvalId)
  found.voters = [made()]
  found.open = ['import-2']
  found.ended = ['import-0', 'import-1']
  expect(await get(approvalId)).toEqual({ refused: 'written-already' })
  for (const operationIds of [['import-1'], ['import-0', 'import-2'], ['unknown']]) {
    expect(await ask({ compute: 'notices-request', operationIds })).toEqual({
      refused: 'written-already',
    })
  }
})

test('the identifiers of notices are not opened by what somebody wrote into the table', async () => {
  found.voters = [made()]
  const approvalId = await request()
  const [[name, asked] = []] = found.approvals
  if (!name || !asked) throw new Error('Nothing was stored')
  const approver = {
    by: 'RollTeam/ghost',
    from: 'x',
    at: found.now.toISOString(),
    proof: asked.proof,
  }
  found.approvals.set(name, { ...asked, approver })
  expect(await get(approvalId)).toEqual({ refused: 'not-approved' })
  found.approvals.set(name, { ...asked, requester: 'ghost', by: 'RollTeam/ghost' })
  expect(await approve(approvalId, bob)).toEqual({ refused: 'not-approved' })
})

test('the identifiers of notices are not those of a wider request that somebody wrote into one that was approved', async () => {
  const operationIds = ['import-1', 'import-2']
  await request(operationIds)
  const [wider] = [...found.approvals.values()]
  const approvalId = await request()
  await approve(approvalId)
  const [[name, approved] = []] = found.approvals
  if (!name || !approved || !wider) throw new Error('Nothing was stored')
  found.approvals.set(name, { ...approved, action: wider.action })
  expect(await get(approvalId, { operationIds })).toEqual({ refused: 'not-approved' })
})
