import { describe, expect, it } from 'vitest'
import { requestsPerSecond } from '../../lib/route-throttles.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import { statesOver } from '../builders/alarm-states.ts'
import {
  alarms,
  alarmsIn,
  consumers,
  dataTemplate,
  findFunction,
  functions,
  idOf,
  propertiesOf,
  queues,
  resourcesOf,
  template,
  withoutHash,
} from './templates.ts'
import { allOptions, type Resource, templatesOf } from './whole-app.ts'

const alarmOf = (name: string) => alarms.get(name) ?? expect.fail(`There is no alarm ${name}`)

function watchedBy(name: string) {
  const { Metrics } = alarmOf(name)
  const [joined, ...metrics] = Metrics
  const names = metrics.map(({ Id }: { Id: string }) => `FILL(${Id}, 0)`)
  expect(joined.Expression).toMatch(/^(SUM|MAX|MIN)\(/)
  // Without FILL, one metric without data would keep the alarm off.
  expect(joined.Expression.slice(3)).toBe(`([${names.join(', ')}])`)
  return metrics.map(({ MetricStat: { Metric } }: Resource['Properties']) => [
    Metric.MetricName,
    idOf(Metric.Dimensions[0].Value),
  ])
}

const metricOf = ({ MetricStat }: Resource['Properties']) => MetricStat?.Metric

const consumerIds = consumers.map(({ FunctionName }) => idOf(FunctionName))
const minuteFunctions = ['DeliveryRequeueOverdueReissues', 'DeliveryWatchVote'].map(
  (name) => findFunction(name).id,
)
const { id: writeLedger } = findFunction('LedgerWritersWriteLedger')

describe('the team is alerted', () => {
  it('when somebody disables a mapping or the writer of the ledger, and no role may do it', () => {
    const Dimensions = [{ Name: 'FunctionName', Value: { Ref: writeLedger } }]
    const ofWriter = (MetricName: string) => ({ Namespace: 'AWS/Lambda', MetricName, Dimensions })
    const watched = ['SilentLedger', 'LateLedger'].map((name) => alarmOf(name).Metrics.slice(1))
    expect(watched.map((metrics) => metrics.map(metricOf))).toEqual([
      [
        { Namespace: 'Reassort', MetricName: 'StreamsUnread' },
        ...[ofWriter('Throttles'), ofWriter('Invocations')],
      ],
      [ofWriter('Invocations'), ofWriter('IteratorAge')],
    ])
    const rights = JSON.stringify(
      ['Role', 'Policy'].map((type) =>
        resourcesOf(template, `AWS::IAM::${type}`).filter(
          ([id]) => !id.startsWith('RestartingRestartService'),
        ),
      ),
    )
    const silencing =
      /"(lambda:(Update|Delete)EventSource|lambda:(Put|Delete)FunctionC|cloudwatch:(?!Get|Describe|List)|sns:(Unsub|Set|Delete)|events:)[^"]*/g
    expect(
      '"lambda:PutFunctionConcurrency" "cloudwatch:DeleteAlarms"'.match(silencing),
    ).toHaveLength(2)
    expect(rights).toContain('"cloudwatch:DescribeAlarms"')
    expect(rights.match(silencing)).toEqual(null)
  })

  it.each<[string, minutes: Record<string, number>[], silent: string, late: string]>([
    ['runs each minute', [{ runs: 1 }, { runs: 2 }, { runs: 1 }], 'OOO', 'OOO'],
    ['runs each minute but one', [{ runs: 1 }, {}, { runs: 1 }], 'OOO', 'OOO'],
    ['runs, and is throttled', [{ runs: 1, throttles: 9 }], 'O', 'O'],
    ['is only throttled', [{ runs: 1 }, { throttles: 1 }], 'OA', 'OO'],
    ['leaves a stream unread', [{ runs: 1 }, { runs: 1, unread: 1 }], 'OA', 'OO'],
    [
      'left a stream unread in the minute before only',
      [{ runs: 1, unread: 1 }, { runs: 1 }, { runs: 1 }, { runs: 1 }],
      'AAAO',
      'OOOO',
    ],
    ['does not run', [{ runs: 1 }, {}, {}, {}], 'OOOO', 'OOOA'],
    [
      'is ten minutes late',
      [
        { runs: 1, age: 600_000 },
        { runs: 1, age: 600_001 },
      ],
      'OO',
      'OA',
    ],
  ])('or not, within the minute, when the writer %s', (_, minutes, silent, late) => {
    const states = ['SilentLedger', 'LateLedger'].map((name) => statesOver(alarmOf(name), minutes))
    expect(states).toEqual([silent, late])
  })

  it('before a stream expires: its mapping retries for 23 hours, and then names the records', () => {
    const mappings = resourcesOf(template, 'AWS::Lambda::EventSourceMapping')
    const streams = mappings.filter(([, { Properties }]) => Properties.StartingPosition)
    expect(streams).toHaveLength(ledgerTables.length)
    for (const [, { Properties }] of streams) {
      expect(Properties).toMatchObject({
        MaximumRecordAgeInSeconds: 82_800,
        BisectBatchOnFunctionError: true,
      })
      expect(Properties).not.toHaveProperty('MaximumRetryAttempts')
      const deadLetters = idOf(Properties.DestinationConfig.OnFailure.Destination)
      expect(withoutHash(deadLetters ?? '')).toBe('LedgerWritersDeadLetters')
    }
    const [dimension] = alarmOf('LedgerDeadLetters').Dimensions
    expect(dimension.Value['Fn::GetAtt'][0]).toMatch(/^LedgerWritersDeadLetters/)
  })

  it('when a consumer of any queue crashes or times out', () => {
    expect(watchedBy('FailingConsumers').sort()).toEqual(
      [...new Set(consumerIds)].map((id) => ['Errors', id]).sort(),
    )
  })

  it('when nobody reads a queue, but for the queue of SMS, which has its own alarm', () => {
    const waiting = queues.map(([id]) => id).filter((id) => !/DeadLetters|^Sms/.test(id))
    expect(waiting).toHaveLength(6)
    expect(watchedBy('StillQueues').sort()).toEqual(
      waiting.map((id) => ['ApproximateAgeOfOldestMessage', id]).sort(),
    )
  })

  it('when the reconciler or the watch does not run, by the absence of its metric', () => {
    expect(watchedBy('AbsentSweep')).toEqual(minuteFunctions.map((id) => ['Invocations', id]))
    const alarm = alarmOf('AbsentSweep')
    expect(alarm.Metrics[0].Expression).toMatch(/^MIN\(/)
    expect(alarm).toMatchObject({
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
    expect(alarm.Metrics[1].MetricStat).toMatchObject({ Stat: 'Sum', Period: 300 })
    const rules = propertiesOf(template, 'AWS::Events::Rule')
    for (const id of minuteFunctions) {
      const runs = ({ Targets }: Resource['Properties']) =>
        Targets.some(({ Arn }: Resource['Properties']) => idOf(Arn) === id)
      expect(rules.find(runs).ScheduleExpression).toBe('rate(1 minute)')
    }
  })

  it('when any other function crashes or times out, but for functions whose callers see it', () => {
    const watched = [...alarms.values()].flatMap((alarm) =>
      [...(alarm.Metrics ?? []).map(metricOf), alarm].flatMap((metric) =>
        metric?.MetricName === 'Errors'
          ? [idOf(metric.Dimensions[0].Value) ?? metric.Dimensions[0].Value]
          : [],
      ),
    )
    const others = functions
      .map(([id]) => id)
      .filter((id) => /^(Api|TeamFunction|Restarting)/.test(id))
    expect([...watched, ...others].sort()).toEqual(
      [...functions.map(([id]) => id), 'reassort-collect-receipts'].sort(),
    )
    expect(alarmOf('FailingApi')).toMatchObject({ MetricName: '5xx', Period: 60, Threshold: 5 })
  })
})

describe('an alarm rings when', () => {
  it('DynamoDB throttles a table that voters’ requests use', () => {
    for (const kind of ['Read', 'Write']) {
      const { Metrics } = alarmOf(`Throttled${kind}s`)
      const [{ Expression }, ...metrics] = Metrics
      expect(Expression).toMatch(/^SUM\(\[FILL\(\w+0, 0\)/)
      const tables = metrics.map((one: Resource['Properties']) => {
        expect(metricOf(one).MetricName).toBe(`${kind}ThrottleEvents`)
        return JSON.stringify(metricOf(one).Dimensions[0].Value)
      })
      const all = resourcesOf(dataTemplate, 'AWS::DynamoDB::Table').length
      expect(new Set(tables).size).toBe(all - 3)
      expect(tables.join()).not.toMatch(/Interventions|Calendar|Approvals/)
    }
  })

  it('a route receives four fifths of its throttle', () => {
    const { Metrics, Threshold } = alarmOf('CrowdedRoutes')
    const [{ Expression }, ...metrics] = Metrics
    expect(Threshold).toBe(0.8)
    const [, shares = ''] = /^MAX\(\[(.*)\]\)$/.exec(Expression) ?? []
    const most = shares.split(', FILL').map((one) => Number(one.split(' / ')[1]))
    const booth = metrics.findIndex((one: Resource['Properties']) =>
      idOf(metricOf(one).Dimensions[0].Value)?.startsWith('ApiEnterBooth'),
    )
    expect(most[booth]).toBe(60 * requestsPerSecond('POST /api/booth/session'))
  })

  it('Lambda throttles the account, or nears its quota if that is known', () => {
    const { Metrics, Threshold } = alarmOf('ThrottledFunctions')
    const [{ Expression }, ...throttles] = Metrics
    expect([Expression, Threshold]).toEqual(['FILL(total, 0) - FILL(ledger, 0)', 0])
    // The ledger's writer is excluded, because its streams have more shards than it runs at once.
    const ofAll = { MetricName: 'Throttles', Namespace: 'AWS/Lambda' }
    const Dimensions = [{ Name: 'FunctionName', Value: { Ref: writeLedger } }]
    expect(throttles.map(metricOf)).toEqual([ofAll, { ...ofAll, Dimensions }])
    const known = alarmsIn(templatesOf(allOptions).Reassort)
    const ofAccount = { MetricName: 'ClaimedAccountConcurrency', Threshold: 800 }
    expect(known.get('LambdaConcurrency')).toMatchObject(ofAccount)
    expect(known.get('MailQuota')).toMatchObject({ MetricName: 'Send', Threshold: 40_000 })
  })
})
