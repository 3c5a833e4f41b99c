import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import type { MetricName } from '../../shared/domain/figures.ts'
import { dimensionsOf } from '../../shared/runtime/event-metrics.ts'
import { readFigures } from '../../team/watch/read-figures.ts'
import { alarm, now, times, watchedRun } from './watched-run.ts'

describe('what is watched', () => {
  it('is counted in the last five minutes, the last hour, since midnight and since the opening', async () => {
    const run = watchedRun()
    run.put('SessionsOpened', '17:02:10', ...times(1))
    run.put('SessionsOpened', '16:58:00', ...times(2))
    run.put('SessionsOpened', '16:57:59', ...times(4))
    run.put('SessionsOpened', '16:03:00', ...times(8))
    run.put('SessionsOpened', '16:02:59', ...times(16))
    // Midnight in Paris.
    run.put('SessionsOpened', '00:00:00', ...times(32))
    for (const [at, seconds] of Object.entries({ '16:10:00': 40, '16:20:00': 5, '17:01:00': 7 })) {
      run.put('LinkWaitSeconds', at, seconds)
      run.put('ReissuesAccepted', at, 1)
    }
    const { figures, asking, at, since } = await readFigures(run.engines)
    expect(figures.linkWait).toEqual({ fiveMinutes: 7, hour: 40, today: 40 })
    expect(asking).toEqual([0, 1, 0, 1, ...times(7, 0), 1])
    expect(figures.opened).toEqual({ fiveMinutes: 3, hour: 15, today: 63 })
    expect(figures.refused).toEqual({ fiveMinutes: 0, hour: 0, today: 0 })
    expect([at, since]).toEqual([now, new Date('2026-11-13T23:00:00Z')])
  })

  it('since the opening is since that instant, before it too', async () => {
    const { engines, put } = watchedRun()
    put('SessionsOpened', '2026-11-02T00:30:00Z', 1)
    const before = await readFigures({ ...engines, clock: () => new Date('2026-11-02T08:00:00Z') })
    expect(before.since).toEqual(new Date('2026-11-13T23:00:00Z'))
    expect(before.territories[0]).toMatchObject({ asked: 0, left: 0 })
    expect(before.figures.opened.today).toBe(1)
  })

  it('of the account is of this month and this day', async () => {
    const run = watchedRun()
    run.put('AWS/SNS/SMSMonthToDateSpentUSD', '2026-11-30T16:00:00Z', 800)
    run.put('AWS/SNS/SMSMonthToDateSpentUSD', '16:00:00', 900)
    run.put('AWS/SES/Reputation.BounceRate', '16:00:00', 0.01)
    const at = async (instant: string) => {
      const { quotas, reputation } = await readFigures({
        ...run.engines,
        clock: () => new Date(instant),
      })
      return [quotas.spentUsd.used, reputation.bounces]
    }
    expect(await at('2026-12-01T08:00:00Z')).toEqual(['none', 'none'])
    expect(await at('2026-12-04T08:00:00Z')).toEqual([900, 0.01])
    expect(await at('2026-12-05T08:00:00Z')).toEqual([900, 'none'])
    expect(await at('2027-01-01T08:00:00Z')).toEqual(['none', 'none'])
  })

  it('by territory is what was asked for, what left, arrived, failed and was used', async () => {
    const run = watchedRun()
    run.put('ReissuesAccepted PF', '09:00:00', ...times(41))
    run.put('HandoverSeconds PF', '09:02:00', ...times(40, 121))
    run.put('SmsDelivered PF', '09:02:04', ...times(8), ...times(30, 0))
    run.put('IdentifiersUsed PF', '09:05:00', ...times(7))
    run.put('HandoverSeconds PF', '16:30:00', 130, 150)
    const { territories } = await readFigures(run.engines)
    expect(territories.find(({ territory }) => territory === 'PF')).toEqual({
      territory: 'PF',
      asked: 41,
      left: 42,
      arrived: 8,
      failed: 30,
      used: 7,
      lastHour: { left: 2, within: 150 },
      isFailing: false,
    })
    // Those that share the numbers of Guadeloupe are counted with it.
    expect(territories.map(({ territory }) => territory)).not.toContain('BL')
  })

  it('tells nothing to measure from nothing counted, and never counts what was not read as nothing', async () => {
    const run = watchedRun()
    run.status.set('Reassort/SessionsOpened', 'InternalError')
    const { figures, delays: waits, failures } = await readFigures(run.engines)
    expect(waits.mostOf).toEqual({ fiveMinutes: 'none', hour: 'none' })
    expect(figures.opened).toEqual({ fiveMinutes: 'unread', hour: 'unread', today: 'unread' })
    expect(figures.accepted).toEqual({ fiveMinutes: 0, hour: 0, today: 0 })
    expect(failures).toEqual([])
    run.cloudWatch.on(GetMetricDataCommand).rejects(new Error('no answer'))
    const none = await readFigures(run.engines)
    expect(JSON.stringify(none.territories)).not.toMatch(/:\d/)
    expect(none.failures).toHaveLength(2)
    expect(none.alarms.watched).toBe(2)
  })

  it('has the queues, the API and the routes by the names that outputs and alarms tell', async () => {
    const run = watchedRun()
    run.put('AWS/SQS/ApproximateNumberOfMessagesVisible Reassort-Link', '17:01:00', 212)
    run.put('AWS/SQS/ApproximateNumberOfMessagesDelayed Reassort-Link', '17:01:00', 30)
    run.put('AWS/SQS/ApproximateAgeOfOldestMessage Reassort-Link', '17:01:00', 15)
    run.put('AWS/ApiGateway/5xx api1', '16:59:00', 1, 1)
    run.put('AWS/Lambda/Share', '17:01:00', 0.5)
    run.put('AWS/SES/Send', '17:01:00', ...times(600))
    run.put('AWS/SNS/SMSMonthToDateSpentUSD', '15:00:00', 1220)
    run.put('AWS/SNS/SMSMonthToDateSpentUSD', '16:00:00', 1221)
    const { queues, api, quotas } = await readFigures(run.engines)
    expect(queues.link).toEqual({ waiting: 242, oldestSeconds: 15 })
    expect(queues.sms).toEqual({ waiting: 'none', oldestSeconds: 'none' })
    expect(api.failures).toEqual({ fiveMinutes: 2, hour: 2 })
    expect(quotas).toMatchObject({
      routes: { used: 0.5, most: 1 },
      mailsPerSecond: { used: 10, most: 14 },
      mailsOfDay: { used: 600, most: undefined },
      spentUsd: { used: 1221, most: 1 },
    })
  })

  it('has the alarms that are on, of no other election, and of the edge of this region', async () => {
    const on = { StateValue: 'ALARM' } as const
    const named = (AlarmName: string) => alarm('', { AlarmName, ...on })
    const run = watchedRun([
      alarm('LateSms', {
        ...on,
        AlarmDescription: 'LateSms\x1b[2J is on. docs/runbook.md#sms-are-late',
      }),
      alarm('FailingApi'),
      alarm('LateMails', { ...on, StateTransitionedTimestamp: new Date('2026-12-03T16:41:00Z') }),
      alarm('Bounces', { StateValue: 'INSUFFICIENT_DATA' }),
      named('Reassort-essai-AlarmsNoMail0123ABCD-X1'),
      named('Reassort-Edge-eu-west-3-BlockedRequests0123ABCD-X1'),
      named('Reassort-Edge-eu-west-1-BlockedRequests0123ABCD-X1'),
    ])
    const { alarms } = await readFigures({ ...run.engines, edge: run.engines.cloudWatch })
    const since = new Date('2026-12-03T16:42:00Z')
    expect(alarms.on.map((one) => one.name)).toEqual(['LateMails', 'LateSms', 'BlockedRequests'])
    expect(alarms.on[1]).toEqual({
      name: 'LateSms',
      since,
      says: 'LateSms[2J is on.',
      section: 'sms-are-late',
    })
    expect(alarms).toMatchObject({ watched: 5, untold: 1 })
  })

  it('is what the journal counts, told apart as the journal tells it', async () => {
    const { engines, cloudWatch } = watchedRun()
    await readFigures(engines)
    const asked = cloudWatch
      .commandCalls(GetMetricDataCommand)
      .flatMap(({ args }) => args[0].input.MetricDataQueries ?? [])
      .flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
      .filter(({ Namespace }) => Namespace === 'Reassort')
    expect(asked.length).toBeGreaterThan(100)
    for (const { MetricName, Dimensions = [] } of asked) {
      const names = Dimensions.map(({ Name }) => Name)
      expect(dimensionsOf(MetricName as MetricName), MetricName).toContainEqual(names)
    }
  })
})
