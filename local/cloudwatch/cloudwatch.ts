import type {
  DescribeAlarmsInput,
  GetMetricDataInput,
  ListMetricsInput,
  PutMetricDataInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch'
import type { AlarmDefinition } from '../app/synthesised-app.ts'
import { listenForOperations } from '../aws-json.ts'
import type { LoopbackServer } from '../loopback.ts'
import { type AlarmChange, type AlarmState, type Alarms, startAlarms } from './alarms.ts'
import {
  dimensionsOf,
  type MetricName,
  type Metrics,
  minuteMilliseconds,
  startMetrics,
} from './metrics.ts'
import { queryMetrics } from './query-metrics.ts'

export interface CloudWatch extends LoopbackServer {
  metrics: Metrics
  alarms: Alarms
}

class Refusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export async function startCloudWatch(
  definitions: readonly AlarmDefinition[],
  changed: (change: AlarmChange) => void,
): Promise<CloudWatch> {
  const metrics = startMetrics()
  const alarms = startAlarms(definitions, metrics, changed)
  const calls = callsOf(metrics, alarms)
  const server = await listenForOperations((operation, input) => {
    try {
      const call = Object.hasOwn(calls, operation) ? calls[operation] : undefined
      if (call) return [200, call(input as never)]
      throw new Refusal('UnknownOperationException', `The local run does not know ${operation}`)
    } catch (error) {
      const { message } = error as Error
      const code = error instanceof Refusal ? error.code : 'InvalidParameterValue'
      return [400, { __type: `com.amazonaws.cloudwatch#${code}`, message }]
    }
  })
  return { ...server, metrics, alarms }
}

/** On the wire an instant is a number of seconds. */
type Sent<Input> = { [Key in keyof Input]: Date extends Input[Key] ? number : Input[Key] }

/** Tells the time by the wall clock: minutes that were let pass have moved all that was measured before into the past. */
function callsOf(metrics: Metrics, alarms: Alarms): Record<string, (input: never) => object> {
  const { clock } = metrics
  const passedMilliseconds = () => clock.now() - Date.now()
  const fromWire = (seconds: unknown) => Number(seconds) * 1000 + passedMilliseconds()
  const toWire = (milliseconds: number) => (milliseconds - passedMilliseconds()) / 1000

  return {
    GetMetricData({
      MetricDataQueries = [],
      StartTime,
      EndTime,
      ScanBy,
    }: Sent<GetMetricDataInput>) {
      const [start, end] = [fromWire(StartTime), fromWire(EndTime)]
      if (!(start < end)) {
        throw new Refusal('ValidationError', 'The parameter StartTime must be before EndTime')
      }
      const results = queryMetrics(MetricDataQueries, metrics)
        .filter(({ isReturned }) => isReturned)
        .map(({ id, label, periodMilliseconds, valueAt }) => {
          const points: [at: number, value: number][] = []
          // Periods begin with the minute that was asked from: https://github.com/boto/boto3/issues/3457
          const passed = passedMilliseconds()
          const first = Math.floor((start - passed) / minuteMilliseconds) * minuteMilliseconds
          for (let at = first + passed; at < end; at += periodMilliseconds) {
            const value = valueAt(at)
            if (value !== undefined) points.push([toWire(at), value])
          }
          if (ScanBy !== 'TimestampAscending') points.reverse()
          return {
            Id: id,
            Label: label,
            StatusCode: 'Complete',
            Timestamps: points.map(([timestamp]) => timestamp),
            Values: points.map(([, value]) => value),
          }
        })
      return { MetricDataResults: results, Messages: [] }
    },

    ListMetrics({ Namespace, MetricName, Dimensions = [] }: ListMetricsInput) {
      const found = metrics
        .names()
        .filter(
          ({ namespace, name, dimensions }) =>
            (Namespace === undefined || namespace === Namespace) &&
            (MetricName === undefined || name === MetricName) &&
            Dimensions.every(
              ({ Name = '', Value }) =>
                Name in dimensions && (Value === undefined || dimensions[Name] === Value),
            ),
        )
      return { Metrics: found.map(shownMetric) }
    },

    DescribeAlarms({ AlarmNames, AlarmNamePrefix = '', StateValue }: DescribeAlarmsInput) {
      const found = alarms
        .states()
        .filter(
          ({ definition: { name }, value }) =>
            (AlarmNames === undefined || AlarmNames.includes(name)) &&
            name.startsWith(AlarmNamePrefix) &&
            (StateValue === undefined || value === StateValue),
        )
      return {
        MetricAlarms: found.map((state) => shownAlarm(state, toWire)),
        CompositeAlarms: [],
      }
    },

    PutMetricData({ Namespace: namespace = '', MetricData = [] }: PutMetricDataInput) {
      for (const { MetricName: name = '', Dimensions, Value, Timestamp } of MetricData) {
        if (Value === undefined) {
          throw new Refusal('InvalidParameterCombination', 'The local run takes single values only')
        }
        const metric: MetricName = { namespace, name, dimensions: dimensionsOf(Dimensions) }
        metrics.put(metric, Value, Timestamp && fromWire(Timestamp))
      }
      return {}
    },

    SetAlarmState({ AlarmName = '', StateValue, StateReason = '' }: SetAlarmStateInput) {
      if (!StateValue || !alarms.set(AlarmName, StateValue, StateReason)) {
        throw new Refusal('ResourceNotFound', `There is no alarm ${AlarmName}`)
      }
      return {}
    },
  }
}

function shownMetric({ namespace, name, dimensions }: MetricName) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))
  return { Namespace: namespace, MetricName: name, Dimensions }
}

function shownAlarm(
  { definition, value, reason, since }: AlarmState,
  toWire: (milliseconds: number) => number,
) {
  const { name, arn, settings } = definition
  return {
    ...settings,
    AlarmName: name,
    AlarmArn: arn,
    ActionsEnabled: true,
    StateValue: value,
    StateReason: reason,
    StateUpdatedTimestamp: toWire(since),
    StateTransitionedTimestamp: toWire(since),
  }
}
