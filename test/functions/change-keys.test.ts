import { expect, it } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import type { TeamRequest } from '../../shared/contract/team-requests.ts'
import type { RingIds } from '../../shared/domain/account/key-rotation.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { alice, aTeamFunction, bob, deployer, secondDeployer } from '../builders/team-function.ts'

const { found, ask } = await forEachTest(aTeamFunction)

const send = (version: string) => ask({ compute: 'origin-header', send: version }, deployer)

it('the token that CloudFront sends changes after one ledger entry, however often it is requested', async () => {
  for (const _ of [1, 2]) {
    expect(await send('v2')).toEqual({ values: [{ version: 'v2', isEverywhere: true }] })
  }
  await send('v3')
  const recorded = { kind: 'keys', by: alice.by, subject: 'originToken send' }
  expect(found.interventions).toMatchObject([recorded, recorded])
})

it('the token that CloudFront sends is read without a ledger entry, and never becomes an unknown version', async () => {
  const sent = await ask({ compute: 'origin-header' }, deployer)
  expect(sent).toMatchObject({ values: [{ version: 'v1' }] })
  expect(found.interventions).toEqual([])
  expect(await send('unknown')).toEqual({ values: [null] })
})

const ring = { ring: 'proofKeys' } as const
const find = async () => {
  const answer = await ask({ compute: 'key-ring', ...ring }, deployer)
  return ('values' in answer ? answer.values[0] : undefined) as RingIds
}
const change = async (
  to: 'add' | 'use' | 'retire',
  before: RingIds,
  { by = deployer as Caller, usedIds = [] as string[] } = {},
) => {
  const wanted = { change: to, usedIds, expectedVersions: before }
  return ask({ compute: 'key-ring-change', ...ring, ...wanted } as TeamRequest, by)
}

it('a key ring changes once per step, and a repeated call restores a lost ledger entry', async () => {
  for (const to of ['add', 'use', 'retire'] as const) {
    const before = await find()
    expect(await change(to, before)).toEqual({ values: [true] })
    const after = await find()
    found.lose('interventions')
    expect(await change(to, before)).toEqual({ values: [true] })
    expect(await find()).toEqual(after)
    expect(found.interventions).toMatchObject([
      { kind: 'keys', by: alice.by, subject: `proofKeys ${to}` },
    ])
  }
})

it('a key ring retires a version of a sealed roll once two people name the same versions in use', async () => {
  found.isSealed = true
  // Adding a key takes nothing from voters, so one person is enough.
  expect(await change('add', await find())).toEqual({ values: [true] })
  expect(await change('use', await find())).toEqual({ values: [true] })
  const before = await find()
  expect(await change('retire', before)).toMatchObject({ status: 'asked' })
  const other = { by: secondDeployer, usedIds: ['another'] }
  expect(await change('retire', before, other)).toMatchObject({ status: 'asked' })
  expect(await find()).toEqual(before)
  for (const _ of [1, 2]) {
    expect(await change('retire', before, { by: secondDeployer })).toMatchObject({
      status: 'approved',
    })
  }
  expect((await find()).previous).toBeUndefined()
  const confirmed = found.interventions.filter(({ confirms }) => confirms !== undefined)
  expect(confirmed).toMatchObject([{ kind: 'keys', by: bob.by, subject: 'proofKeys retire' }])
})

it('a key ring retires nothing if it has changed since both people saw it', async () => {
  found.isSealed = true
  const before = await find()
  await change('add', before)
  await change('retire', before)
  expect(await change('retire', before, { by: secondDeployer })).toEqual({
    refused: 'changed-meanwhile',
  })
})

it('a key ring does not change for a caller who saw another state', async () => {
  const before = await find()
  await change('add', before)
  await change('use', await find())
  for (const to of ['add', 'use', 'retire'] as const) {
    expect(await change(to, before)).toEqual({ values: [false] })
  }
  expect(found.interventions).toHaveLength(2)
})
