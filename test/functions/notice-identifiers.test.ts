import { expect, test } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
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

test('the identifiers of notices are returned to the requester for the approved operations only', async () => {
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

test('the identifiers of notices are returned for hundreds of voters, whatever the order of the operations', async () => {
  found.voters = Array.from({ length: 250 }, () => made())
  const operationIds = ['import-2', 'import-1']
  const approvalId = await request(operationIds)
  await approve(approvalId)
  expect(await get(approvalId, { operationIds: operationIds.toReversed() })).toEqual({
    values: found.voters.map(printed),
  })
})

test('the identifiers of notices are refused to the approver, for another operation and after an hour', async () => {
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

test('the identifiers of notices are approved by another person, on another network, within an hour of the request', async () => {
  const approvalId = await request()
  expect(await ask(requests['notices-request'])).toMatchObject({
    status: 'asked-already',
    request: { approvalId },
  })
  const refused = { refused: 'not-approved' }
  expect(await approve(approvalId, { ...bob, by: 'Deployer/Alice' })).toEqual(refused)
  expect(await approve('another')).toEqual(refused)
  const sameOffice = { ...bob, network: alice.network }
  expect(await approve(approvalId, sameOffice)).toEqual({ refused: 'same-address' })
  await ask({ ...requests['calendar-change'] }, { ...alice, role: 'operator' })
  const [, suspension] = found.interventions
  expect(await approve(suspension?.interventionId ?? '')).toEqual(refused)
  found.now = secondsLater(found.now, 3601)
  expect(await approve(approvalId)).toEqual(refused)
  expect(found.interventions).toHaveLength(2)
})

test('the identifiers of notices are available for an hour after an approval in the request’s last minute', async () => {
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

test('the identifiers of notices are refused for an operation that has ended, since its notices are written', async () => {
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
