import { createSecretKey } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { ApprovalRequest } from '../../shared/domain/approval.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { approveOrRequest, resumeOrRequest } from '../../shared/domain/request-approval.ts'
import { aRequest, proofKey } from '../builders/approvals.ts'
import { now } from '../builders/values.ts'
import { fakeClock } from '../fakes/clock.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'

const alice = { by: 'Operator/alice', network: '203.0.113.1' }
const bob = { by: 'Deployer/bob', network: '198.51.100.7' }
const otherKeys = { identity: createSecretKey(Buffer.alloc(32, 8)) }
const carol = { by: 'Deployer/carol', network: '192.0.2.3' }

function begin() {
  const { approvals, items, look } = inMemoryTables()
  const state = {
    approvals: items('approvals'),
    get interventions() {
      return look.all<Intervention>('interventions')
    },
  }
  const clock = fakeClock(now)
  const ports = { approvals, keys: { identity: proofKey }, clock }
  return { state, clock, ports, request: aRequest({ realm: 'team', action: ['extend', '45'] }) }
}

let { state, clock, ports, request } = begin()

beforeEach(() => {
  ;({ state, clock, ports, request } = begin())
})

const wants = (person: typeof alice, changes: Partial<ApprovalRequest> = {}) =>
  approveOrRequest(ports, person, { ...request, ...changes }, (use) => ports.approvals.write(use))
const begins = (person: typeof alice) => resumeOrRequest(ports, person, request)
const actions = () => state.interventions.filter(({ confirms }) => confirms).length

test.each([
  ['the same person', alice, {}, 'asked-already'],
  [
    'that person by another role and network',
    { ...bob, by: 'Deployer/Alice' },
    {},
    'asked-already',
  ],
  ['a colleague on the same network', { ...bob, network: alice.network }, {}, 'same-address'],
  ['a colleague for another action', bob, { action: ['extend', '60'] }, 'asked'],
  ['a colleague who saw another state', bob, { state: ['changed'] }, 'asked'],
  ['a colleague for another target', bob, { target: 'another' }, 'asked'],
  ['a colleague with another reason', bob, { reason: 'in other words' }, 'approved'],
])('a request for approval from %s gets the right answer', async (_, second, changes, answer) => {
  expect(await wants(alice)).toMatchObject({ status: 'asked' })
  const given = await wants(second, changes)
  expect('refused' in given ? given.refused : given.status).toBe(answer)
  expect(actions()).toBe(answer === 'approved' ? 1 : 0)
})

test.each([
  ['team', 3600],
  ['staff', 900],
] as const)('a request for approval of the %s expires after %i s', async (realm, seconds) => {
  await wants(alice, { realm })
  clock.advance(seconds - 1)
  const sameOffice = { ...bob, network: alice.network }
  expect(await wants(sameOffice, { realm })).toEqual({ refused: 'same-address' })
  clock.advance(1)
  expect(await wants(sameOffice, { realm })).toMatchObject({ status: 'asked' })
})

test('a request for approval is recorded for both people, with their reasons and hashes of network and action', async () => {
  await wants(alice, { reason: 'no SMS leaves' })
  await wants(bob, { reason: 'none arrives' })
  const [first, second] = state.interventions
  expect([first, second]).toMatchObject([
    { by: alice.by, reason: 'no SMS leaves' },
    { by: bob.by, reason: 'none arrives', confirms: first?.interventionId },
  ])
  expect(second?.digests?.asked).toBe(first?.digests?.asked)
  expect(second?.digests?.from).not.toBe(first?.digests?.from)
  const stored = JSON.stringify([state.interventions, ...state.approvals.values()])
  for (const typed of [alice.network, 'extend']) expect(stored).not.toContain(typed)
  await approveOrRequest({ ...ports, keys: otherKeys }, carol, request, async () => true)
  expect(state.interventions.at(-1)?.digests?.asked).not.toBe(first?.digests?.asked)
})

test('a request for approval is approved by nothing that somebody wrote into the table', async () => {
  await wants(alice)
  const [[name, asked] = []] = state.approvals
  if (!name || !asked) throw new Error('Nothing was stored')
  state.approvals.set('forged', { ...asked, requester: 'ghost', by: 'Deployer/ghost', from: '' })
  expect(await wants(alice)).toMatchObject({ status: 'asked-already' })
  state.approvals.delete('forged')
  state.approvals.set(name, { ...asked, by: 'Operator/ghost' })
  expect(await wants(bob)).toMatchObject({ status: 'asked' })
  const approver = { by: bob.by, from: '', at: clock().toISOString(), proof: asked.proof }
  state.approvals.clear()
  state.approvals.set(name, { ...asked, approver })
  expect(await begins(alice)).toMatchObject({ status: 'asked' })
})

test('a request for approval approves no other action that somebody wrote into it afterwards', async () => {
  const other = { ...request, action: ['extend', '60'] }
  await resumeOrRequest(ports, carol, other)
  const [wider] = [...state.approvals.values()]
  await begins(alice)
  await begins(bob)
  const [name, approved] = [...state.approvals].find(([, { approver }]) => approver) ?? []
  if (!name || !approved || !wider) throw new Error('Nothing was stored')
  state.approvals.clear()
  state.approvals.set(name, { ...approved, action: wider.action })
  expect(await resumeOrRequest(ports, alice, other)).toMatchObject({ status: 'asked' })
})

test('simultaneous calls store one request per person, the last one', async () => {
  const twice = await Promise.all([wants(alice), wants(alice)])
  expect(twice).toMatchObject([{ status: 'asked' }, { status: 'asked-already' }])
  const two = await Promise.all([wants(bob, { action: ['a'] }), wants(bob, { action: ['b'] })])
  expect(two).toMatchObject([{ status: 'asked' }, { status: 'asked' }])
  expect(state.approvals.size).toBe(2)
  expect(await wants(carol, { action: ['a'] })).toMatchObject({ status: 'asked' })
  expect(actions()).toBe(0)
  expect(await wants(carol, { action: ['b'] })).toMatchObject({ status: 'approved' })
})

test('simultaneous calls carry an action out once, and approve it for one pair', async () => {
  await wants(alice)
  const answers = await Promise.all([wants(bob), wants(carol), wants(bob)])
  expect(answers).toMatchObject([
    ...[{ status: 'approved' }, { refused: 'changed-meanwhile' }, { status: 'approved' }],
  ])
  expect(actions()).toBe(1)
})

test('an action of several transactions may be resumed for a day by the two people, and by nobody else', async () => {
  await begins(alice)
  await begins(bob)
  clock.advance(86_399)
  for (const person of [alice, bob, { ...bob, by: 'Other/Bob' }]) {
    expect(await begins(person)).toMatchObject({ status: 'approved' })
  }
  expect(await begins(carol)).toMatchObject({ status: 'asked' })
  clock.advance(1)
  for (const one of state.approvals.values())
    if (one.approver) one.approver = { ...one.approver, at: clock().toISOString() }
  state.approvals.delete(`${[...state.approvals.values()][0]?.approvalKey} carol`)
  expect(await begins(alice)).toMatchObject({ status: 'asked' })
})

test('an action of several transactions takes two people again once it has ended', async () => {
  await begins(alice)
  const given = await begins(bob)
  if (!('status' in given) || given.status !== 'approved') throw new Error('Not approved')
  const { approval } = given
  const after = { ...approval, endedAt: clock() }
  const [first = expect.fail()] = state.interventions
  const entry = { ...first, interventionId: 'the end' }
  await ports.approvals.write({ before: approval, after, intervention: entry, at: clock() })
  expect(await begins(alice)).toMatchObject({ status: 'asked' })
})
