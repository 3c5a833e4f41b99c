import type { MetricAlarm, MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { queryOf } from '../../shared/adapters/cloudwatch.ts'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import { shortAlarmName } from '../../shared/domain/alarm-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import {
  accountFigures,
  type Figure,
  metricsNamespaceOf,
  type OwnFigure,
  ownFigures,
} from '../../shared/domain/figures.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'

/** Each is read twice: by the minute of the last hour, and by the hour since the requests opened. */
export const counted = [
  'opened',
  'refused',
  'passwords',
  'boothOpened',
  'boothRefused',
  'identifiersUsed',
  'accepted',
  'requestsRefused',
  'sent',
  'inTime',
  'late',
  'circuits',
  'held',
  'notTaken',
  'missed',
  'stopLinks',
  'links',
  'news',
  'linkWait',
  'mailWait',
  'mailsNotTaken',
  'beyondBudget',
] as const satisfies OwnFigure[]

export type CountedFigure = (typeof counted)[number]

/** CloudWatch tells the half of a time's SMS, and most of them, of that time alone: they cannot be added up. */
export const delays = ['half', 'mostOf'] as const satisfies OwnFigure[]

export const byTerritory = {
  opening: ['accepted', 'sent', 'delivered', 'receipts', 'identifiersUsed'],
  hour: ['sent', 'delivered', 'receipts'],
} as const satisfies Record<string, OwnFigure[]>

export const queueNames = ['sms', 'mail', 'link', 'news'] as const
export type QueueName = (typeof queueNames)[number]

/** What AWS counts of one thing of the stack. */
export const resourceFigures = {
  waiting: {
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
  },
  /** Of SMS those whose delay goes on; of e-mails those that are tried again later. */
  delayed: {
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesDelayed',
    statistic: 'Maximum',
  },
  oldest: { namespace: 'AWS/SQS', metric: 'ApproximateAgeOfOldestMessage', statistic: 'Maximum' },
  failures: { namespace: 'AWS/ApiGateway', metric: '5xx', statistic: 'Sum' },
  latency: { namespace: 'AWS/ApiGateway', metric: 'Latency', statistic: 'p95' },
} as const satisfies Record<string, Figure>

const minute = 60
const fiveMinutes = 300
const hour = 3600

export interface Watched {
  stack: string
  election: Election
  outputs: StackOutputs
}

export function queriesOfHour(watched: Watched, alarms: readonly MetricAlarm[]): MetricDataQuery[] {
  const own = ownQueries(watched)
  return [
    ...counted.map((name) => own(name, minute)),
    ...delays.flatMap((name) => [own(name, fiveMinutes), own(name, hour)]),
    ...countedTerritories(watched.election).flatMap((territory) => [
      ...byTerritory.hour.map((name) => own(name, minute, territory)),
      own('mostOf', hour, territory),
    ]),
    queryOf('mails', accountFigures.mails, minute),
    queryOf('running', accountFigures.running, minute),
    ...queueNames.flatMap((name) => queueQueries(name, watched.outputs)),
    ...apiQueries(alarms),
    ...(alarmNamed(alarms, 'CrowdedRoutes')?.Metrics ?? []),
  ]
}

export function queriesSinceOpening(watched: Watched): MetricDataQuery[] {
  const own = ownQueries(watched)
  const { mails, bounces, complaints, spent } = accountFigures
  return [
    ...counted.map((name) => own(name, hour)),
    ...countedTerritories(watched.election).flatMap((territory) =>
      byTerritory.opening.map((name) => own(name, hour, territory)),
    ),
    ...Object.entries({ mails, bounces, complaints, spent }).map(([id, figure]) =>
      queryOf(id, figure, hour),
    ),
  ]
}

/** Of which of these the alarm's value is. */
export function crowdedRouteId(alarms: readonly MetricAlarm[]): string {
  const metrics = alarmNamed(alarms, 'CrowdedRoutes')?.Metrics ?? []
  return metrics.find(({ Expression }) => Expression !== undefined)?.Id ?? ''
}

export const ownId = (name: OwnFigure, seconds: number, territory?: string) =>
  [name, seconds, ...(territory ? [territory] : [])].join('_')

function ownQueries({ stack, election }: Watched) {
  const namespace = metricsNamespaceOf(stack, election)
  return (name: OwnFigure, seconds: number, territory?: string) =>
    queryOf(
      ownId(name, seconds, territory),
      { namespace, ...ownFigures[name] },
      seconds,
      territory ? { territory } : {},
    )
}

function queueQueries(name: QueueName, outputs: StackOutputs): MetricDataQuery[] {
  const url = {
    sms: outputs.SmsQueueUrl,
    mail: outputs.MailQueueUrl,
    link: outputs.LinkQueueUrl,
    news: outputs.NewsQueueUrl,
  }[name]
  const dimensions = { QueueName: url.split('/').at(-1) ?? '' }
  return [
    queryOf(`waiting_${name}`, resourceFigures.waiting, minute, dimensions),
    queryOf(`delayed_${name}`, resourceFigures.delayed, minute, dimensions),
    queryOf(`oldest_${name}`, resourceFigures.oldest, minute, dimensions),
  ]
}

function apiQueries(alarms: readonly MetricAlarm[]): MetricDataQuery[] {
  const { Dimensions = [] } = alarmNamed(alarms, 'FailingApi') ?? {}
  const ApiId = Dimensions.find(({ Name }) => Name === 'ApiId')?.Value
  if (!ApiId) return []
  const { failures, latency } = resourceFigures
  return [
    queryOf('failures', failures, minute, { ApiId }),
    queryOf(`latency_${fiveMinutes}`, latency, fiveMinutes, { ApiId }),
    queryOf(`latency_${hour}`, latency, hour, { ApiId }),
  ]
}

/** What an alarm looks at, to look at it too. */
function alarmNamed(alarms: readonly MetricAlarm[], name: string): MetricAlarm | undefined {
  return alarms.find(({ AlarmName = '' }) => shortAlarmName(AlarmName) === name)
}
