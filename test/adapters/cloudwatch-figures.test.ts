import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricAlarm,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { alarmsOn, cloudWatchFigures, readSeries } from '../../shared/adapters/cloudwatch.ts'
import { ownFigures } from '../../shared/domain/figures.ts'
import { now } from '../builders/values.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { later } from './request-steps.ts'

const client = new CloudWatchClient({ region: 'eu-west-3' })
const cloudWatch = mockedClients(client)
const figures = cloudWatchFigures(client, { namespace: 'Reassort', alarms: 'Reassort-Alarms' })
/** No call waits for ever. */
const patience = { abortSignal: expect.any(AbortSignal) }
const span = { from: now, to: later(7200) }
const told = () =>
  figures.told(span, (sum) => [
    sum(ownFigures.opened),
    sum(ownFigures.accepted, { territory: 'PF' }),
  ])

const answering = (...results: MetricDataResult[]) =>
  cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: results })

const counted = (Id: string, ...Values: number[]): MetricDataResult => ({
  ...{ Id, Values, StatusCode: 'Complete' },
  Timestamps: Values.map((_, hour) => later(hour * 3600)),
})

describe('the figures of an election', () => {
  it('are the sums of what CloudWatch counted of each, hour by hour', async () => {
    answering(counted('q1', 3), counted('q0', 1, 2, 4))
    expect(await told()).toEqual([7, 3])
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

  it('are asked for five hundred at a time, and joined over the pages', async () => {
    const part = (Id: string, value: number, StatusCode: 'Complete' | 'PartialData') => ({
      ...{ Id, StatusCode, Timestamps: [now], Values: [value] },
    })
    cloudWatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries: [{ Id }], NextToken }) => ({
      ...(Id === 'q0' && !NextToken && { NextToken: 'more' }),
      MetricDataResults: [part(Id, NextToken ? 2 : 1, NextToken ? 'Complete' : 'PartialData')],
    }))
    const queries = Array.from({ length: 501 }, (_, index) => ({ Id: `q${index}` }))
    await readSeries(client, queries.slice(1), span)
    expect(cloudWatch.calls()).toHaveLength(1)
    const read = await readSeries(client, queries, span)
    expect(cloudWatch.calls()).toHaveLength(4)
    expect(read.get('q0')?.map(({ value }) => value)).toEqual([1, 2])
    expect(read.get('q500')?.map(({ value }) => value)).toEqual([1])
  })

  it('are nothing where nothing was counted', async () => {
    answering(counted('q0'), { Id: 'q1', StatusCode: 'Complete' })
    expect(await told()).toEqual([0, 0])
  })

  it.each<[string, MetricDataResult[]]>([
    ['was not told', [counted('q0', 1)]],
    ['could not be read', [counted('q0', 1), { ...counted('q1', 1), StatusCode: 'Forbidden' }]],
  ])('are never made up for one that %s', async (_, results) => {
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: results })
    await expect(told()).rejects.toThrow('not all that was asked for')
  })

  it('that CloudWatch gives no value of are no number, and nothing of what it does not name', async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({})
    expect(await readSeries(client, [{ Id: 'q0' }], span)).toEqual(new Map())
    answering({ Id: 'q0', StatusCode: 'Complete', Timestamps: [now] })
    const series = await readSeries(client, [{ Id: 'q0' }], span)
    expect(series.get('q0')).toEqual([{ at: now, value: Number.NaN }])
  })
})

describe('the alarms of an election', () => {
  const alarm = (AlarmName: string, StateValue: 'ALARM' | 'OK', seconds = 0): MetricAlarm => ({
    AlarmName: `Reassort-Alarms${AlarmName}0123ABCD-XYZ123`,
    AlarmDescription: `${AlarmName} is on. docs/runbook.md#sms-are-late`,
    StateValue,
    StateTransitionedTimestamp: later(seconds),
  })

  it('are all that are watched, and those that are on, the oldest first', async () => {
    const [late, calm, early] = [
      alarm('Late', 'ALARM', 9),
      alarm('Calm', 'OK'),
      alarm('Early', 'ALARM'),
    ]
    cloudWatch
      .on(DescribeAlarmsCommand)
      .resolvesOnce({ MetricAlarms: [late, calm], NextToken: 'next' })
      .resolves({ MetricAlarms: [early] })
    expect(await figures.alarms()).toMatchObject({
      watched: 3,
      on: [
        { name: 'Early', since: now, says: 'Early is on.' },
        { name: 'Late', since: later(9), says: 'Late is on.' },
      ],
    })
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)[0]?.args).toMatchObject([{}, patience])
    expect(cloudWatch.commandCalls(DescribeAlarmsCommand)[0]?.args[0].input).toMatchObject({
      ...{ AlarmNamePrefix: 'Reassort-Alarms', AlarmTypes: ['MetricAlarm'] },
    })
  })

  it('are none where CloudWatch has none, and one that it tells nothing of is on all the same', async () => {
    cloudWatch.on(DescribeAlarmsCommand).resolves({})
    expect(await figures.alarms()).toEqual({ watched: 0, on: [] })
    expect(alarmsOn([{ StateValue: 'ALARM' }])).toMatchObject([
      { name: '', says: '', since: new Date(0) },
    ])
    const updated = { StateValue: 'ALARM', StateUpdatedTimestamp: now } as const
    expect(alarmsOn([updated])).toMatchObject([{ since: now }])
  })
})
