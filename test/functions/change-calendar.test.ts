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

test('a change of the calendar is noted for one person, done for two who ask for the same, and recorded for both', async () => {
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

test('the record of a change of the calendar says by how much it extends the vote', async () => {
  await ask({ ...suspend, change: 'extend', minutes: 45 }, alice)
  expect(found.interventions).toMatchObject([{ kind: 'extension', subject: 'vote, 45 min' }])
})

test('a change of the calendar that cannot be is refused at once, to the first person', async () => {
  expect(await ask({ ...suspend, change: 'resume' }, alice)).toEqual({
    refused: 'not-suspended',
  })
  expect(await ask({ ...suspend, minutes: 5 }, alice)).toEqual({ refused: 'invalid' })
  expect(await ask({ ...suspend, change: 'extend' }, alice)).toEqual({ refused: 'invalid' })
  found.now = election.dates.voteClosesAt
  expect(await ask(suspend, alice)).toEqual({ refused: 'closed' })
  expect(found.interventions).toEqual([])
})
