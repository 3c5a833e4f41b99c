import { expect, test } from 'vitest'
import { changeDelaySeconds } from '../../shared/domain/election/calendar-change.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aTeamFunction } from '../builders/team-function.ts'
import { election } from '../builders/voters.ts'

const { found, ask } = await forEachTest(aTeamFunction)
const alice = { role: 'operator', by: 'Operator/alice', network: '203.0.113.1' } as const
const bob = { role: 'deployer', by: 'Deployer/bob', network: '198.51.100.7' } as const
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
  expect(await ask({ ...suspend, change: 'resume' }, alice)).toEqual({
    refused: 'not-suspended',
  })
  expect(await ask({ ...suspend, minutes: 5 }, alice)).toEqual({ refused: 'invalid' })
  expect(await ask({ ...suspend, change: 'extend' }, alice)).toEqual({ refused: 'invalid' })
  found.now = election.dates.voteClosesAt
  expect(await ask(suspend, alice)).toEqual({ refused: 'closed' })
  expect(found.interventions).toEqual([])
})
