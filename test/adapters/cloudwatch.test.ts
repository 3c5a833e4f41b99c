import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricAlarm,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import { expect, test } from 'vitest'
import { cloudWatchMetrics, readAlarms } from '../../shared/adapters/cloudwatch.ts'
import { watchedMetrics } from '../../shared/domain/metrics.ts'
import { later, now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new CloudWatchClient({ region: 'eu-west-3' })
const cloudWatch = mockedClients(client)
const patience = { abortSignal: expect.any(AbortSignal) }
const span = { from: now, to: later(7200) }

const read = async () => {
  const points = await cloudWatchMetrics(client, 'Reassort').read(
    [
      { stat: watchedMetrics.opened, seconds: 3600 },
      { stat: watchedMetrics.accepted, seconds: 3600, dimensions: { territory: 'PF' } },
    ],
    span,
  )
  return points.map((one) => one.map(({ value }) => value))
}

const answering = (...results: MetricDataResult[]) =>
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: results })

const counted = (Id: string, ...Values: number[]): MetricDataResult => ({
  ...{ Id, Values, StatusCode: 'Complete' },
  Timestamps: Values.map((_, hour) => later(hour * 3600)),
})

test('the metrics of an election are what CloudWatch counted of each, hour by hour', async () => {
  answering(counted('q1', 3), counted('q0', 1, 2, 4))
  expect(await read()).toEqual([[1, 2, 4], [3]])
  const [call] = cloudWatch.commandCalls(GetMetricDataCommand)
  expect(call?.args).toMatchObject([{}, patience])
  const metric = (MetricName: string, Dimensions: object[]) => ({
    Metric: { Namespace: 'Reassort', MetricName, Dimensions },
    ...{ Period: 3600, Stat: 'Sum' },
  })
  expect(call?.args[0].input).toMatchObject({
    ...{ StartTime: span.from, EndTime: span.to, ScanBy: 'TimestampAscending' },
    MetricDataQueries: [
      { Id: 'q0', MetricStat: metric('SessionsOpened', []) },
      {
        Id: 'q1',
        MetricStat: metric('ReissuesAccepted', [{ Name: 'territory', Value: 'PF' }]),
      },
    ],
  })
})

test('the metrics of an election are joined over the pages', async () => {
  const partial = { ...counted('q0', 1), StatusCode: 'PartialData' } as const
  cloudWatch
    .on(GetMetricDataCommand)
    .resolvesOnce({ MetricDataResults: [partial, counted('q1')], NextToken: 'more' })
    .resolves({ MetricDataResults: [counted('q0', 2)] })
  expect(await read()).toEqual([[1, 2], []])
})

test.each<[string, MetricDataResult[]]>([
  ['is not in the answer', [counted('q0', 1)]],
  ['could not be read', [counted('q0', 1), { ...counted('q1', 1), StatusCode: 'Forbidden' }]],
])('no metric is made up for one that %s', async (_, results) => {
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: results })
  await expect(read()).rejects.toThrow()
})

test('the metrics of an election are none where CloudWatch answers with nothing', async () => {
  cloudWatch.on(GetMetricDataCommand).resolves({})
  await expect(read()).rejects.toThrow('did not answer every query')
  answering({ Id: 'q0', StatusCode: 'Complete', Timestamps: [now] }, { ...counted('q1') })
  expect(await read()).toEqual([[Number.NaN], []])
})

const alarm = (AlarmName: string, StateValue: MetricAlarm['StateValue'], seconds = 0) => ({
  AlarmName: `Reassort-Alarms${AlarmName}0123ABCD-XYZ123`,
  AlarmDescription: `${AlarmName}\x1b[2J is on. docs/runbook.md#sms-are-late`,
  StateValue,
  StateTransitionedTimestamp: later(seconds),
})
const alarms = (...prefixes: string[]) => readAlarms(prefixes.map((prefix) => ({ client, prefix })))

test('the alarms of an election are all that are watched in both regions, and those that are on, the oldest first', async () => {
  cloudWatch
    .on(DescribeAlarmsCommand, { AlarmNamePrefix: 'Reassort-Alarms' })
    .resolvesOnce({ MetricAlarms: [alarm('Late', 'ALARM', 9)], NextToken: 'next' })
    .resolves({ MetricAlarms: [alarm('Calm', 'OK'), alarm('New', 'INSUFFICIENT_DATA')] })
    .on(DescribeAlarmsCommand, { AlarmNamePrefix: 'Reassort-Edge-eu-west-3-' })
    .resolves({ MetricAlarms: [alarm('Early', 'ALARM')] })
  expect(await alarms('Reassort-Alarms', 'Reassort-Edge-eu-west-3-')).toEqual({
    total: 4,
    withoutData: 1,
    active: [
      { name: 'Early', since: now, description: 'Early[2J is on.', section: 'sms-are-late' },
      { name: 'Late', since: later(9), description: 'Late[2J is on.', section: 'sms-are-late' },
    ],
  })
  expect(cloudWatch.commandCalls(DescribeAlarmsCommand)[0]?.args).toMatchObject([
    { input: { AlarmTypes: ['MetricAlarm'] } },
    patience,
  ])
})

test('the alarms of an election are none where CloudWatch has none, and one that it tells nothing of is on all the same', async () => {
  cloudWatch.on(DescribeAlarmsCommand).resolves({})
  expect(await alarms('Reassort-Alarms')).toEqual({ total: 0, withoutData: 0, active: [] })
  const updated = { StateValue: 'ALARM', StateUpdatedTimestamp: now } as const
  cloudWatch
    .on(DescribeAlarmsCommand)
    .resolves({ MetricAlarms: [updated, { StateValue: 'ALARM' }] })
  expect((await alarms('Reassort-Alarms')).active).toMatchObject([
    { name: '', description: '', since: new Date(0) },
    { since: now },
  ])
})
