import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type MetricAlarm,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import { mockClient } from 'aws-sdk-client-mock'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import { parseElection } from '../../shared/domain/election/election.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import type { Engines } from '../../team/watch/read-figures.ts'
import { sumOf } from '../../team/watch/told.ts'

const file = join(import.meta.dirname, '../../election.json')

export const election = parseElection(JSON.parse(readFileSync(file, 'utf8')))

/** The last evening, at two minutes and a half past six in Paris. */
export const now = new Date('2026-12-03T17:02:30Z')

const suspended =
  "Le vote est suspendu depuis 17 h 32. Sa fermeture, prévue le jeudi 10 décembre à 17 h, sera repoussée d'autant."

const queue = (name: string) => `https://sqs.eu-west-3.amazonaws.com/1/Reassort-${name}`

export const alarm = (name: string, more: Partial<MetricAlarm> = {}): MetricAlarm => ({
  AlarmName: `Reassort-Alarms${name}0123ABCD-XYZ123`,
  AlarmDescription: `${name} is on. docs/runbook.md#sms-are-late`,
  StateValue: 'OK',
  StateTransitionedTimestamp: new Date('2026-12-03T16:42:00Z'),
  ...more,
})

export const keeping: Engines['smsBreakers'] = {
  find: async () => {
    const kept = { since: new Date('2026-12-03T16:42:00Z'), reason: 'fraude' }
    return {
      ...closedBreaker,
      pauses: { PF: kept },
      caps: { YT: { ...kept, smsPerDay: 1500 } },
    }
  },
}

const shareQuery = (Id: string) => {
  const Metric = { Namespace: 'AWS/Lambda', MetricName: 'Share' }
  return { Id, MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }
}

const readAlarms = [
  alarm('FailingApi', { Dimensions: [{ Name: 'ApiId', Value: 'api1' }] }),
  alarm('CrowdedRoutes', {
    Metrics: [{ ...shareQuery('expr_1'), Expression: 'MAX([m0])' }, shareQuery('m0')],
  }),
]

const enginesOf = (cloudWatch: CloudWatchClient): Engines => ({
  cloudWatch,
  smsBreakers: { find: async () => closedBreaker },
  vote: async () => suspended,
  stack: 'Reassort',
  election,
  outputs: {
    SmsQueueUrl: queue('Sms'),
    MailQueueUrl: queue('Mail'),
    LinkQueueUrl: queue('Link'),
    NewsQueueUrl: queue('News'),
  } as StackOutputs,
  clock: () => now,
})

/** CloudWatch, with what it is given and nothing of what it is not. */
export function watchedRun(alarms?: MetricAlarm[]) {
  const client = new CloudWatchClient({ region: 'eu-west-3' })
  return { ...watchedBy(client, alarms), engines: enginesOf(client) }
}

/** @param client one, or all: who takes all gives them back, since files share a process */
export function watchedBy(
  client: CloudWatchClient | typeof CloudWatchClient,
  alarms: MetricAlarm[] = readAlarms,
) {
  const cloudWatch = mockClient(client as CloudWatchClient)
  /** By metric with the values of its dimensions, then by minute of that day: what was counted then. */
  const values = new Map<string, [at: number, value: number][]>()
  const status = new Map<string, MetricDataResult['StatusCode']>()
  cloudWatch.on(DescribeAlarmsCommand).callsFake(({ AlarmNamePrefix = '' }) => ({
    MetricAlarms: alarms.filter(({ AlarmName = '' }) => AlarmName.startsWith(AlarmNamePrefix)),
  }))
  function resultOf({ Id, MetricStat }: MetricDataQuery, start: number, end: number) {
    const { Metric, Period = 60, Stat } = MetricStat ?? {}
    const dimensions = (Metric?.Dimensions ?? []).map(({ Value }) => Value)
    const name = [`${Metric?.Namespace}/${Metric?.MetricName}`, ...dimensions].join(' ')
    const points = new Map<number, number[]>()
    for (const [at, value] of values.get(name) ?? []) {
      if (at < start || at >= end) continue
      const begin = at - ((at - start) % (Period * 1000))
      const counted = points.get(begin) ?? []
      counted.push(value)
      points.set(begin, counted)
    }
    const statisticOf = (one: number[]) =>
      Stat === 'Sum'
        ? sumOf(one)
        : Stat === 'SampleCount'
          ? one.length
          : one.reduce((most, value) => Math.max(most, value))
    return {
      Id,
      StatusCode: status.get(name) ?? 'Complete',
      Timestamps: [...points.keys()].map((begin) => new Date(begin)),
      Values: [...points.values()].map(statisticOf),
    }
  }
  cloudWatch.on(GetMetricDataCommand).callsFake((asked: GetMetricDataInput) => ({
    MetricDataResults: asked.MetricDataQueries?.map((query) =>
      resultOf(query, Number(asked.StartTime), Number(asked.EndTime)),
    ),
  }))
  return {
    cloudWatch,
    status,
    /** @param name of a metric of ours, with its territory behind it, or of AWS's with its namespace */
    put(name: string, at: string, ...counted: number[]) {
      const whole = name.includes('/') ? name : `Reassort/${name}`
      const instant = new Date(at.includes('T') ? at : `2026-12-03T${at}Z`).getTime()
      const known = values.get(whole) ?? []
      for (const value of counted) known.push([instant, value])
      values.set(whole, known)
    },
  }
}

export const times = (count: number, value = 1) => Array<number>(count).fill(value)

/**
 * A day of votes, with an alarm of each kind.
 * @param small how many asked, got an SMS and entered in the smallest territory
 */
export function voted(small: number) {
  const run = watchedRun([
    alarm('LateSms', { StateValue: 'ALARM' }),
    alarm('MonthlySpendHalf', { StateValue: 'ALARM' }),
    alarm('Unheard', { StateValue: 'ALARM', AlarmDescription: '<script>alert(1)</script>' }),
  ])
  for (const [territory, count] of Object.entries({ FR: 8214, PF: 38, WF: small })) {
    run.put(`ReissuesAccepted ${territory}`, '09:00:00', ...times(count))
    run.put(`HandoverSeconds ${territory}`, '09:02:00', ...times(count, 124))
    run.put(`SmsDelivered ${territory}`, '09:03:00', ...times(count))
    run.put(`IdentifiersUsed ${territory}`, '09:09:00', ...times(count))
  }
  run.put('HandoverSeconds', '16:50:00', ...times(20, 124))
  run.put('SmsLate', '17:01:00', 3)
  return run
}
