import { expect, it } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import { aTeamFunction } from '../builders/team-function.ts'

const alice: Caller = { role: 'deployer', by: 'Deployer/alice', network: '203.0.113.1' }
const bob: Caller = { role: undefined, by: 'Admin/bob', network: '203.0.113.1' }
const reason = 'répétition terminée'

const close = (why: string | undefined = reason) =>
  ({ compute: 'closing', ...(why !== undefined && { reason: why }) }) as const

it('closing before the end of appeals takes two people, who may share an office, and a reason of the first', async () => {
  const { found, ask } = aTeamFunction()
  expect(await ask({ compute: 'closing' }, alice)).toEqual({ refused: 'no-reason' })
  expect(await ask(close('12'), alice)).toEqual({ refused: 'no-reason' })
  expect(await ask(close(), alice)).toMatchObject({ status: 'asked' })
  const approved = {
    ...{ status: 'approved', request: { by: alice.by, reason }, approvedBy: bob.by },
  }
  expect(await ask({ compute: 'closing' }, bob)).toMatchObject(approved)
  expect(found.interventions).toMatchObject([
    { kind: 'closing', by: alice.by },
    { kind: 'closing', by: bob.by, confirms: found.interventions[0]?.interventionId },
  ])
})

const dan: Caller = { ...alice, by: 'Deployer/dan' }
const wipe = { compute: 'wipe', reason } as const

it('a wipe is refused outside a rehearsal', async () => {
  expect(await aTeamFunction().ask(wipe, alice)).toEqual({ refused: 'invalid' })
})

it('a wipe takes two people, who go on with it until it has ended, and two again for the next one', async () => {
  const { found, ask } = aTeamFunction({ mode: 'rehearsal' })
  const ended = { ...wipe, wiped: { voters: 3 } }
  expect(await ask(ended, alice)).toEqual({ refused: 'not-approved' })
  expect(await ask(wipe, alice)).toMatchObject({ status: 'asked' })
  for (const caller of [dan, alice, dan])
    expect(await ask(wipe, caller)).toMatchObject({ status: 'approved' })
  for (const caller of [alice, alice, dan])
    expect(await ask(ended, caller)).toEqual({ values: [true] })
  const told = found.interventions.filter(({ counts }) => counts)
  expect(told).toMatchObject([{ kind: 'wipe', counts: { voters: 3 } }])
  expect(await ask(ended, { ...dan, by: 'Deployer/eve' })).toEqual({ refused: 'not-approved' })
  expect(await ask(wipe, dan)).toMatchObject({ status: 'asked' })
})
