import { expect, test } from 'vitest'
import { noticeSeconds } from '../../shared/domain/election/calendar-change.ts'
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

test('a change of the calendar waits for a second person with the same request, and records both with their reasons', async () => {
  expect(await ask(suspend, alice)).toMatchObject({ status: 'asked' })
  expect(found.calendar.version).toBe(0)
  const answer = await ask({ ...suspend, reason: 'les SMS ne partent plus' }, bob)
  const from = secondsLater(found.now, noticeSeconds)
  expect(answer).toMatchObject({ status: 'approved' })
  expect(found.calendar).toMatchObject({ version: 1, suspensions: [{ from }] })
  const [asked, second] = found.interventions
  expect([asked, second]).toMatchObject([
    { kind: 'suspension', subject: 'vote', by: 'Operator/alice', reason: 'panne des SMS' },
    { kind: 'suspension', confirms: asked?.interventionId, by: 'Deployer/bob' },
  ])
})

test('a change of the calendar is made once, and reported as approved to both people for a day', async () => {
  const extend = { ...suspend, change: 'extend', minutes: 60 } as const
  await ask(extend, alice)
  await ask(extend, bob)
  for (const caller of [alice, bob])
    expect(await ask(extend, caller)).toMatchObject({ status: 'approved' })
  expect(found.calendar).toMatchObject({ version: 1, extendedMinutes: 60 })
  const recorded = { kind: 'extension', subject: 'vote, 60 min' }
  expect(found.interventions).toMatchObject([recorded, recorded])
  found.now = secondsLater(found.now, 86_400)
  expect(await ask(extend, bob)).toEqual({ refused: 'changed-meanwhile' })
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
