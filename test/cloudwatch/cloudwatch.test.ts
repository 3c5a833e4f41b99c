import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CloudWatch, startCloudWatch } from '../../local/cloudwatch/cloudwatch.ts'
import { putEmbeddedMetrics } from '../../local/cloudwatch/embedded-metrics.ts'
import { clientDefaults } from '../../local/engines.ts'

const alarm = {
  name: 'Reassort-AlarmsLateSms9D2B2084-Local1',
  arn: 'arn:aws:cloudwatch:eu-west-3:000000000000:alarm:late',
  settings: {
    AlarmDescription: 'An SMS is late. docs/runbook.md#sms-are-late',
    Namespace: 'Elsewhere',
    MetricName: 'SmsLate',
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  },
} as const

let cloudWatch: CloudWatch
let client: CloudWatchClient
beforeAll(async () => {
  cloudWatch = await startCloudWatch([alarm], () => {})
  client = new CloudWatchClient({ ...clientDefaults, endpoint: cloudWatch.endpoint })
})
afterAll(async () => {
  client.destroy()
  await cloudWatch.close()
})

async function read(Namespace: string, MetricName: string, Stat: string, territory?: string) {
  const Dimensions = territory ? [{ Name: 'territory', Value: territory }] : []
  const Metric = { Namespace, MetricName, Dimensions }
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 900_000),
      EndTime: new Date(Date.now() + 60_000),
      MetricDataQueries: [
        { Id: 'e1', Expression: 'm1 * 10', Label: 'ten' },
        { Id: 'm1', MetricStat: { Metric, Period: 60, Stat }, ReturnData: false },
      ],
    }),
  )
  const [result] = MetricDataResults
  expect(result?.Label).toBe('ten')
  return (result?.Values ?? []).map((value, index) => ({
    value: value / 10,
    at: result?.Timestamps?.[index] as Date,
  }))
}

function write(Timestamp: number, seconds: number, territory: string): void {
  const CloudWatchMetrics = [
    {
      Namespace: 'Reassort',
      Dimensions: [[], ['territory']],
      Metrics: [{ Name: 'HandoverSeconds' }],
    },
  ]
  const line = {
    event: 'identifier.sent',
    territory,
    HandoverSeconds: seconds,
    _aws: { Timestamp, CloudWatchMetrics },
  }
  putEmbeddedMetrics(JSON.stringify(line), cloudWatch.metrics)
}

describe('the embedded CloudWatch', () => {
  it('answers AWS’s own client with the metrics of the journal’s lines, in all and by dimension', async () => {
    const now = Date.now()
    for (const seconds of [2, 4, 40]) write(now, seconds, 'FR')
    write(now, 8, 'PF')
    for (const line of ['INIT_START', '{"_aws":', '{"_aws":{}}', '{"_aws":{"Timestamp":1}}']) {
      putEmbeddedMetrics(line, cloudWatch.metrics)
    }
    const valueBy = async (...of: Parameters<typeof read>) => (await read(...of))[0]?.value
    expect(await valueBy('Reassort', 'HandoverSeconds', 'SampleCount')).toBe(4)
    expect(await valueBy('Reassort', 'HandoverSeconds', 'Sum', 'FR')).toBe(46)
    expect(await valueBy('Reassort', 'HandoverSeconds', 'p50', 'FR')).toBe(4)
    expect(await valueBy('Reassort', 'HandoverSeconds', 'p95', 'FR')).toBe(40)
    expect(await valueBy('Reassort', 'HandoverSeconds', 'Maximum', 'PF')).toBe(8)
    expect(await read('Reassort', 'HandoverSeconds', 'Sum', 'RE')).toEqual([])
    const { Metrics = [] } = await client.send(
      new ListMetricsCommand({ Namespace: 'Reassort', Dimensions: [{ Name: 'territory' }] }),
    )
    const territories = Metrics.flatMap(({ Dimensions = [] }) => Dimensions.map((one) => one.Value))
    expect(territories).toEqual(['FR', 'PF'])
  })

  it('counts periods from the minute that is asked from, not by the clock', async () => {
    const Namespace = 'Periods'
    const from =
      new Date('2026-12-03T16:58:20Z').getTime() + cloudWatch.metrics.clock.now() - Date.now()
    const put = (seconds: number) =>
      cloudWatch.metrics.put(
        { namespace: Namespace, name: 'One', dimensions: {} },
        1,
        from + seconds * 1000,
      )
    put(0)
    put(270)
    put(290)
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date('2026-12-03T16:58:20Z'),
        EndTime: new Date('2026-12-03T17:58:20Z'),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          {
            Id: 'm1',
            MetricStat: { Metric: { Namespace, MetricName: 'One' }, Period: 300, Stat: 'Sum' },
          },
        ],
      }),
    )
    expect(MetricDataResults[0]?.Timestamps).toEqual([
      new Date('2026-12-03T16:58:00Z'),
      new Date('2026-12-03T17:03:00Z'),
    ])
    expect(MetricDataResults[0]?.Values).toEqual([2, 1])
  })

  it('tells by the wall clock what it measured, minutes that were let pass included', async () => {
    const Namespace = 'Elsewhere'
    await client.send(
      new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'SmsLate', Value: 7 }] }),
    )
    const [before] = await read(Namespace, 'SmsLate', 'Sum')
    cloudWatch.metrics.clock.advance(5)
    const [after] = await read(Namespace, 'SmsLate', 'Sum')
    expect(after?.value).toBe(7)
    expect((before?.at.getTime() ?? 0) - (after?.at.getTime() ?? 0)).toBe(300_000)
  })

  it('describes an alarm with its state and its settings, and takes another state until it looks again', async () => {
    const shown = async () => {
      const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}))
      return MetricAlarms[0]
    }
    expect((await shown())?.StateValue).toBe('INSUFFICIENT_DATA')
    cloudWatch.alarms.evaluate()
    expect(await shown()).toMatchObject({
      ...alarm.settings,
      AlarmName: alarm.name,
      AlarmArn: alarm.arn,
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed: datapoint 7, threshold 0 (GreaterThanThreshold)',
      StateUpdatedTimestamp: expect.any(Date),
    })
    await client.send(
      new SetAlarmStateCommand({ AlarmName: alarm.name, StateValue: 'OK', StateReason: 'drill' }),
    )
    expect((await shown())?.StateValue).toBe('OK')
    cloudWatch.alarms.evaluate()
    expect((await shown())?.StateValue).toBe('ALARM')
  })

  it('refuses what it does not know, by AWS’s error, and never answers as if there were no data', async () => {
    const ask = (Expression: string) =>
      client.send(
        new GetMetricDataCommand({
          StartTime: new Date(0),
          EndTime: new Date(60_000),
          MetricDataQueries: [{ Id: 'e1', Expression }],
        }),
      )
    await expect(ask('SEARCH(1)')).rejects.toThrow('does not know the expression')
    await expect(ask('m7 + 1')).rejects.toThrow('No query has the id m7')
    await expect(
      client.send(
        new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: 'drill' }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' })
  })
})
