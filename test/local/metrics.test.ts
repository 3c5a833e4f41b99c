import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { expect, onTestFinished, test } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { startCloudWatchApi } from '../../local/metrics.ts'

async function start() {
  const { endpoint, putLogLine, close } = await startCloudWatchApi([])
  const client = new CloudWatchClient({ ...clientDefaults, endpoint })
  onTestFinished(close)
  onTestFinished(() => client.destroy())
  return { client, putLogLine }
}

const from = new Date('2026-12-03T16:58:20Z')

function line(seconds: number, territory: string, after: number): string {
  const Metrics = [{ Name: 'HandoverSeconds' }]
  const CloudWatchMetrics = [{ Namespace: 'Reassort', Dimensions: [[], ['territory']], Metrics }]
  const _aws = { Timestamp: from.getTime() + after * 1000, CloudWatchMetrics }
  return JSON.stringify({ event: 'identifier.sent', territory, HandoverSeconds: seconds, _aws })
}

test('the SDK reads metrics from the functions’ log lines, in total and by dimension', async () => {
  const { client, putLogLine } = await start()
  for (const seconds of [2, 4, 40]) putLogLine(line(seconds, 'FR', 0))
  putLogLine(line(8, 'PF', 270))
  putLogLine(line(16, 'PF', 290))
  for (const other of ['INIT_START', '{"event":"cold-start"}']) putLogLine(other)
  const read = async (Stat: string, territory?: string) => {
    const Dimensions = territory ? [{ Name: 'territory', Value: territory }] : []
    const Metric = { Namespace: 'Reassort', MetricName: 'HandoverSeconds', Dimensions }
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: from,
        EndTime: new Date(from.getTime() + 3_600_000),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric, Period: 300, Stat } }],
      }),
    )
    return MetricDataResults[0]
  }
  // Periods begin at the requested minute, not on a multiple of five.
  expect(await read('Sum')).toMatchObject({
    Values: [54, 16],
    Timestamps: [new Date('2026-12-03T16:58:00Z'), new Date('2026-12-03T17:03:00Z')],
  })
  const statistics = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p95']
  const ofFrance = await Promise.all(statistics.map((one) => read(one, 'FR')))
  expect(ofFrance.map((one) => one?.Values?.[0])).toEqual([3, 46, 46 / 3, 2, 40, 4, 40])
  expect((await read('Maximum', 'RE'))?.Values).toEqual([])
})
