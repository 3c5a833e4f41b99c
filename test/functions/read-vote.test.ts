import { beforeEach, expect, test } from 'vitest'
import { readVote } from '../../functions/watch-vote/read-vote.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { MetricName } from '../../shared/domain/metric-names.ts'
import type { Metrics } from '../../shared/domain/metrics.ts'
import { dimensionsOf } from '../../shared/runtime/journal-event.ts'
import { approvalUse, aRequest, newRequest } from '../builders/approvals.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { pauseOf, teamChange } from '../builders/team-change.ts'
import { bothClocks, later, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election, today } from '../builders/voters.ts'

const { tables, clock, events, ports } = await forEachTest(aVoterWorld)
let isSuspended = false
/** Data points by metric, statistic and dimension; `at` is in seconds from now. */
let counted: Record<string, [at: number, value: number][]> = {}
let failing: string[] = []
let queried: Parameters<Metrics['read']>[] = []

beforeEach(() => {
  isSuspended = false
  counted = {}
  failing = []
  queried = []
})

const metrics: Metrics = {
  async read(queries, span) {
    queried.push([queries, span])
    if (failing.includes('metrics')) throw new Error('refused')
    return queries.map(({ stat, dimensions = {} }) => {
      const name = [stat.metric, stat.statistic, ...Object.values(dimensions)].join(' ')
      return (counted[name] ?? []).map(([seconds, value]) => ({ at: later(seconds), value }))
    })
  },
}

async function read(failingTerritories = Promise.resolve(['PF'])) {
  await readVote(
    {
      ...ports,
      metrics,
      async readAlarms() {
        if (failing.includes('alarms')) throw new Error('refused')
        return { total: 40, withoutData: 0, active: [] }
      },
      overdueReissues: { countWaitingSms: async () => 41 },
      dates: () => election.dates,
      toWall: (time) => secondsLater(bothClocks(time), 3600),
      wallClock: clock,
      isSuspended: () => isSuspended,
    },
    failingTerritories,
  )
  return tables.voteReadings.find()
}

test('the reading of the vote has what was counted since requests opened, by territory and by reason', async () => {
  counted = {
    'ReissuesAccepted Sum PF': [[0, 41]],
    'HandoverSeconds SampleCount PF': [
      [-3600, 40],
      [0, 2],
    ],
    'SmsDelivered SampleCount PF': [[0, 38]],
    'SmsDelivered Sum PF': [[0, 8]],
    'IdentifiersUsed Sum PF': [[0, 7]],
    'ReissuesRefused Sum voter-limit': [[0, 12]],
    'ReissuesCancelled Sum': [[0, 5]],
  }
  const counts = (await read())?.counts
  expect(counts?.territories.find(({ territory }) => territory === 'PF')).toEqual({
    ...{ territory: 'PF', asked: 41, left: 42, arrived: 8, failed: 30, used: 7 },
  })
  expect(counts?.territories.map(({ territory }) => territory)).not.toContain('BL')
  expect(counts?.refusals.filter(({ refused }) => refused > 0)).toEqual([
    { reason: 'voter-limit', refused: 12 },
  ])
  expect(counts?.cancelled).toBe(5)
  expect(queried[0]?.[1]).toEqual({ from: election.dates.reissueOpensAt, to: now })
})

test('the reading of the vote adds up what can be added up over five minutes and an hour, and takes the worst of the rest', async () => {
  counted = {
    'SessionsOpened Sum': [
      [-3540, 4],
      [-240, 2],
      [0, 1],
    ],
    'LinkWaitSeconds Maximum': [
      [-600, 40],
      [-60, 7],
    ],
    'HandoverSeconds p95': [[-900, 130]],
  }
  const activity = (await read())?.activity
  expect(activity?.opened).toEqual({ fiveMinutes: 3, hour: 7 })
  expect(activity?.refused).toEqual({ fiveMinutes: 0, hour: 0 })
  expect(activity?.linkWait).toEqual({ fiveMinutes: 7, hour: 40 })
  expect(activity?.p95Handover).toEqual({ fiveMinutes: null, hour: 130 })
})

test('the reading of the vote asks for metrics by the dimensions that the journal gives them', async () => {
  await read()
  const queries = queried.flatMap(([all]) => all)
  expect(queries.length).toBeGreaterThan(60)
  for (const { stat, dimensions: actual = {} } of queries) {
    const dimensions = dimensionsOf(stat.metric as MetricName)
    expect(dimensions, stat.metric).toContainEqual(Object.keys(actual))
  }
})

test('the reading of the vote has the SMS of the day, what holds them back since when by the wall’s clock, and the expected time', async () => {
  await tables.handoverDays.count(today, { territory: 'RE', seconds: 100 })
  await tables.handoverDays.recordLate({ at: now, count: 7 })
  const found = await tables.smsBreakers.find()
  const paused = teamChange(found, pauseOf('PF'))
  await tables.smsBreakers.replace(found, paused)
  expect((await read())?.sms).toMatchObject({
    ...{ waiting: 41, held: 0, late: 7, stopped: [], failing: ['PF'], caps: [] },
    handovers: [{ territory: 'RE', handedOver: [{ withinSeconds: 120, count: 1 }] }],
    pauses: [{ territory: 'PF', since: later(3600), reason: 'panne' }],
    promise: expect.any(Date),
  })
  isSuspended = true
  clock.set(later(301))
  const { promise, late } = (await read())?.sms ?? expect.fail()
  expect([promise, late]).toEqual([undefined, undefined])
})

test('the reading of the vote has the requester of each action that waits for another person of the team, and of no other', async () => {
  const request = { realm: 'team', kind: 'repair', target: 'a-voter', subject: 'voter' } as const
  const waiting = newRequest(aRequest(request), 'Deployer/alice')
  const other = newRequest(aRequest({ ...request, target: 'b' }))
  for (const change of [waiting, other, approvalUse(other.after), newRequest()])
    await tables.approvals.write(change)
  const until = waiting.after.expiresAt
  expect((await read())?.pending).toEqual([{ kind: 'repair', by: 'Deployer/alice', until }])
  clock.set(bothClocks(until))
  expect((await read())?.pending).toEqual([])
})

test('the reading of the vote says which part could not be read, and has the others', async () => {
  failing = ['metrics', 'alarms']
  const { counts, activity, alarms, sms } = (await read()) ?? expect.fail()
  expect([counts, activity, alarms]).toEqual([undefined, undefined, undefined])
  expect(sms?.waiting).toBe(41)
  const unread = (part: string) => ({ event: 'watch.unread', part, error: 'Error' })
  expect(events).toHaveLength(3)
  expect(events).toEqual(expect.arrayContaining(['counts', 'activity', 'alarms'].map(unread)))
  failing = []
  expect((await read(Promise.reject(new Error('down'))))?.sms).toBeUndefined()
  expect(events.at(-1)).toEqual(unread('sms'))
})

test('the reading of the vote counts from the instant on which requests open, and is kept as it is a day after the close', async () => {
  const { reissueOpensAt, voteClosesAt } = election.dates
  clock.set(secondsLater(reissueOpensAt, -1))
  const before = await read()
  expect([before?.counts, events]).toEqual([undefined, []])
  clock.set(reissueOpensAt)
  expect((await read())?.counts).toBeDefined()
  clock.set(secondsLater(voteClosesAt, 86_400))
  const after = await read()
  expect(after?.at).toEqual(reissueOpensAt)
})
