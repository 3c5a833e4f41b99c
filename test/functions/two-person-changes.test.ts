import { beforeEach, expect, it, test } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import { changeDelaySeconds } from '../../shared/domain/election/calendar-change.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { applyReceipt, closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aTeamFunction } from '../builders/team-function.ts'
import { bothClocks } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

type Asked = TeamRequestOf<'sms-change'>['asked']

const alice = { role: 'operator', by: 'Operator/alice', network: '203.0.113.1' } as const
const bob = { role: 'deployer', by: 'Deployer/bob', network: '198.51.100.7' } as const
const pause: Asked = { change: 'pause', territory: 'PF', reason: 'opérateur en panne' }
const cap = (smsPerDay: number): Asked => ({
  ...{ change: 'cap', territory: 'PF', smsPerDay, reason: 'budget' },
})
const resume: Asked = { change: 'resume', territory: 'PF' }

const { found, ask } = await forEachTest(aTeamFunction)
const change = (asked: Asked, by: Caller = alice) => ask({ compute: 'sms-change', asked }, by)

beforeEach(() => {
  found.isSealed = true
})

it('once the roll is sealed, two people pause a territory and one resumes it', async () => {
  expect(await change(pause)).toMatchObject({ status: 'asked' })
  expect(found.breaker.pauses).toBeUndefined()
  expect(await change(pause, bob)).toMatchObject({ status: 'approved' })
  const by = 'Operator/alice, Deployer/bob'
  expect(found.breaker.pauses).toMatchObject({ PF: { reason: 'opérateur en panne', by } })
  expect(await change(pause, bob)).toEqual({ values: [false] })
  expect(await change(resume)).toEqual({ values: [true] })
  expect(found.breaker.pauses).toEqual({})
  const reason = 'Polynésie française : opérateur en panne'
  expect(found.interventions).toMatchObject([
    { kind: 'sms-pause', by: 'Operator/alice', subject: 'PF', reason },
    { kind: 'sms-pause', by: 'Deployer/bob', confirms: expect.any(String), reason },
    { kind: 'sms-resume', by: 'Operator/alice', reason: 'Polynésie française' },
  ])
  expect(await change(pause, bob)).toMatchObject({ status: 'asked' })
})

it('two people set or lower a cap, and one raises it', async () => {
  expect(await change(cap(500))).toMatchObject({ status: 'asked' })
  expect(await change(cap(400), bob)).toMatchObject({ status: 'asked' })
  expect(await change(cap(500), bob)).toMatchObject({ status: 'approved' })
  expect(await change(cap(900))).toEqual({ values: [true] })
  expect(await change(cap(900))).toEqual({ values: [false] })
  expect(await change(cap(899))).toMatchObject({ status: 'asked' })
  expect(found.breaker.caps).toMatchObject({ PF: { smsPerDay: 900, by: 'Operator/alice' } })
  expect(await change({ change: 'uncap', territory: 'PF' })).toEqual({ values: [true] })
})

it('an approval request survives receipts, and lapses once a cap is set', async () => {
  await change(pause)
  found.breaker = { ...found.breaker, version: found.breaker.version + 3 }
  expect(await change(pause, bob)).toMatchObject({ status: 'approved' })
  await change(resume)
  await change(pause)
  const capped = { smsPerDay: 5, since: found.now as never, reason: 'autre' }
  found.breaker = { ...found.breaker, caps: { PF: capped } }
  expect(await change(pause, bob)).toMatchObject({ status: 'asked' })
})

it('before the seal one person suffices, with a known territory and a valid reason', async () => {
  found.isSealed = false
  expect(await change({ ...pause, territory: 'XX' })).toEqual({ refused: 'invalid' })
  expect(await change({ ...pause, reason: 'a@b.fr' })).toEqual({ refused: 'no-reason' })
  expect(found.interventions).toEqual([])
  expect(await change(pause)).toEqual({ values: [true] })
  expect(found.interventions).toMatchObject([{ kind: 'sms-pause', by: 'Operator/alice' }])
})

it('one person tries or closes the breaker, and learns when nothing is held', async () => {
  for (const asked of ['try', 'close'] as const) {
    expect(await change({ change: asked })).toEqual({ values: [false] })
    const receipt = { reissueId: 'one', territory: 'FR', leftAt: bothClocks(found.now) } as const
    const spent = { ...receipt, limit: 'account' } as const
    found.breaker = { ...applyReceipt(closedBreaker, spent, bothClocks(found.now)), version: 1 }
    expect(await change({ change: asked })).toEqual({ values: [true] })
    expect(found.interventions.at(-1)).toMatchObject({ kind: `sms-${asked}`, subject: 'AWS' })
    found.breaker = closedBreaker
  }
})

const suspend = {
  compute: 'calendar-change',
  change: 'suspend',
  version: 0,
  reason: 'panne des SMS',
} as const

const from = secondsLater(found.now, changeDelaySeconds)
const extend = { ...suspend, change: 'extend', minutes: 60 } as const

test.each([
  [suspend, { suspensions: [{ from }] }, { kind: 'suspension', subject: 'vote' }],
  [extend, { extendedMinutes: 60 }, { kind: 'extension', subject: 'vote, 60 min' }],
])('two people change the calendar once, and read so for a day', async (change, made, entry) => {
  expect(await ask(change, alice)).toMatchObject({ status: 'asked' })
  expect(found.calendar.version).toBe(0)
  for (const caller of [bob, alice, bob])
    expect(await ask(change, caller)).toMatchObject({ status: 'approved' })
  expect(found.calendar).toMatchObject({ version: 1, ...made })
  expect(found.interventions).toMatchObject([entry, entry])
  found.now = secondsLater(found.now, 86_400)
  expect(await ask(change, bob)).toEqual({ refused: 'changed-meanwhile' })
})

test('a change of the calendar is refused to the first person if it is impossible', async () => {
  expect(await ask({ ...suspend, change: 'resume' }, alice)).toEqual({ refused: 'not-suspended' })
  expect(await ask({ ...suspend, minutes: 5 }, alice)).toEqual({ refused: 'invalid' })
  expect(await ask({ ...suspend, change: 'extend' }, alice)).toEqual({ refused: 'invalid' })
  found.now = election.dates.voteClosesAt
  expect(await ask(suspend, alice)).toEqual({ refused: 'closed' })
  expect(found.interventions).toEqual([])
})
