import type { CloudWatchClient, MetricAlarm } from '@aws-sdk/client-cloudwatch'
import {
  alarmsOn,
  type FigureBatch,
  figureBatch,
  readAlarms,
  type Series,
} from '../../shared/adapters/cloudwatch.ts'
import { stackNamesFrom } from '../../shared/contract/stack-names.ts'
import type { StackOutputs } from '../../shared/contract/stack-outputs.ts'
import { type AlarmOn, shortAlarmName } from '../../shared/domain/alarm-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import {
  accountFigures,
  type Figure,
  metricsNamespaceOf,
  type OwnFigure,
  ownFigures,
} from '../../shared/domain/figures.ts'
import { earliest } from '../../shared/domain/instants.ts'
import { failingTerritories } from '../../shared/domain/sms/failing-territories.ts'
import type { Pause, SmsBreakers, TerritoryCap } from '../../shared/domain/sms/sms-breaker.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import type { State } from '../../shared/domain/staff/watched-sections.ts'
import type { watchTexts } from '../../shared/texts/election/watch-command.ts'
import { type Times, timesOf } from './times.ts'
import { type Told, toldLast, toldSince, totalOf } from './told.ts'
import {
  type CountedFigure,
  counted,
  type delays,
  type QueueName,
  queueUrls,
  resourceFigures,
} from './watched-figures.ts'

export const spanNames = ['fiveMinutes', 'hour', 'today'] as const

export type Spans = Record<(typeof spanNames)[number], Told>

/** Since the requests opened, but for `lastHour`. */
export type TerritoryFigures = Record<State, Told> & {
  territory: string
  lastHour: { left: Told; within: Told }
  /** Most SMS of the last hour did not arrive. */
  isFailing: boolean
}

/** What the team keeps from leaving to a territory; no alarm reminds of it. */
export type Kept = { territory: string } & (Pause | TerritoryCap)

export interface Quota {
  used: Told
  /** Undefined: the election's file does not say. */
  most: number | undefined
}

export interface Reading {
  at: Date
  /** Where it stands, in words; undefined when that could not be read. */
  vote: string | undefined
  /** Since when what is counted by territory counts. */
  since: Date
  alarms: { on: AlarmOn[]; watched: number; untold: number }
  figures: Record<CountedFigure, Spans>
  delays: Record<(typeof delays)[number], Pick<Spans, 'fiveMinutes' | 'hour'>>
  /** Accepted requests, by five minutes of the last hour, the oldest first. */
  asking: number[]
  api: {
    failures: Pick<Spans, 'fiveMinutes' | 'hour'>
    latency: Pick<Spans, 'fiveMinutes' | 'hour'>
  }
  territories: TerritoryFigures[]
  kept: Kept[]
  queues: Record<QueueName, { waiting: Told; oldestSeconds: Told }>
  quotas: Record<keyof typeof watchTexts.quotas, Quota>
  reputation: { bounces: Told; complaints: Told }
  /** What could not be asked of CloudWatch, and why. */
  failures: unknown[]
  /** CloudWatch is paid by the metric. */
  metricsRead: number
}

export interface Engines {
  stack: string
  election: Election
  outputs: Pick<StackOutputs, (typeof queueUrls)[QueueName]>
  cloudWatch: CloudWatchClient
  smsBreakers: Pick<SmsBreakers, 'find'>
  vote(): Promise<string>
  /** Of the firewall, whose alarm is in another region; absent: there is none. */
  edge?: CloudWatchClient | undefined
  clock: () => Date
}

export async function readFigures(engines: Engines): Promise<Reading> {
  const { cloudWatch, stack, edge, election, clock } = engines
  const times = timesOf(clock(), election)
  const failures: unknown[] = []
  const or = async <Read>(otherwise: Read, reading: Promise<Read>): Promise<Read> => {
    try {
      return await reading
    } catch (error) {
      failures.push(error)
      return otherwise
    }
  }
  // The same election may be in two regions: each has its edge there.
  const ofEdge = `${stackNamesFrom(stack).edge(election.region)}-`
  const readingEdge = or([], edge ? readAlarms(edge, ofEdge) : Promise.resolve([]))
  const readingVote = or(undefined, engines.vote())
  const readingKept = or([], keptBy(engines.smsBreakers))
  // Its own names are what alarms tell: of the API, and of the functions behind the routes.
  const alarms = await or([], readAlarms(cloudWatch, `${stack}-Alarms`))
  const namespace = metricsNamespaceOf(stack, election)
  const batches: Batches = {
    hour: figureBatch(namespace, alarmNamed(alarms, 'CrowdedRoutes')?.Metrics),
    opening: figureBatch(namespace),
  }
  told(engines, alarms, batches, times)
  const to = times.end
  const from = earliest(times.opening, times.midnight, times.day)
  await Promise.all([
    or(undefined, batches.hour.read(cloudWatch, { from: times.hour, to })),
    or(undefined, batches.opening.read(cloudWatch, { from, to })),
  ])
  return {
    ...told(engines, alarms, batches, times),
    alarms: alarmsTold([...alarms, ...(await readingEdge)]),
    vote: await readingVote,
    kept: await readingKept,
    failures,
    metricsRead: batches.hour.size() + batches.opening.size(),
  }
}

/** Of the last hour, and of all since the requests opened. */
type Batches = Record<'hour' | 'opening', FigureBatch>

async function keptBy(smsBreakers: Engines['smsBreakers']): Promise<Kept[]> {
  const { pauses = {}, caps = {} } = await smsBreakers.find()
  return [...Object.entries(pauses), ...Object.entries(caps)].map(([territory, kept]) => ({
    territory,
    ...kept,
  }))
}

function alarmsTold(all: readonly MetricAlarm[]): Reading['alarms'] {
  const untold = all.filter(({ StateValue }) => StateValue === 'INSUFFICIENT_DATA').length
  return { on: alarmsOn(all), watched: all.length, untold }
}

/** What an alarm looks at, to look at it too. */
function alarmNamed(alarms: readonly MetricAlarm[], name: string): MetricAlarm | undefined {
  return alarms.find(({ AlarmName = '' }) => shortAlarmName(AlarmName) === name)
}

const [minute, fiveMinutes, hour] = [60, 300, 3600]

function told(
  { election, outputs }: Engines,
  alarms: readonly MetricAlarm[],
  batches: Batches,
  times: Times,
): Omit<Reading, 'alarms' | 'vote' | 'kept' | 'failures' | 'metricsRead'> {
  const recently = (figure: Figure, since: Date, seconds = minute, of?: Record<string, string>) =>
    toldSince(batches.hour.look(figure, seconds, of), figure.statistic, since)
  const sinceOpening = (figure: Figure, since: Date) =>
    toldSince(batches.opening.look(figure, hour), figure.statistic, since)
  const lately = (figure: Figure, of?: Record<string, string>) =>
    recently(figure, times.fiveMinutes, minute, of)
  /** In the busiest minute. */
  const mostLately = (figure: Figure) =>
    toldSince(batches.hour.look(figure, minute), 'Maximum', times.fiveMinutes)
  const percentile = (figure: Figure, of?: Record<string, string>) => ({
    fiveMinutes: recently(figure, times.fiveMinutes, fiveMinutes, of),
    hour: recently(figure, times.hour, hour, of),
  })
  const figures = Object.fromEntries(
    counted.map((name): [CountedFigure, Spans] => [
      name,
      {
        fiveMinutes: lately(ownFigures[name]),
        hour: recently(ownFigures[name], times.hour),
        today: sinceOpening(ownFigures[name], times.midnight),
      },
    ]),
  ) as Reading['figures']
  const ofApi = alarmNamed(alarms, 'FailingApi')?.Dimensions ?? []
  const ApiId = ofApi.find(({ Name }) => Name === 'ApiId')?.Value
  const unread = { fiveMinutes: 'unread', hour: 'unread' } as const
  const routes = alarmNamed(alarms, 'CrowdedRoutes')?.Metrics ?? []
  const route = batches.hour.lookById(routes.find(({ Expression }) => Expression)?.Id)
  const { waiting, delayed, oldest, failures, latency } = resourceFigures
  const lastOf = (figure: Figure, since: Date) =>
    toldLast(batches.opening.look(figure, hour), since)
  return {
    at: times.now,
    since: times.opening,
    figures,
    delays: { half: percentile(ownFigures.half), mostOf: percentile(ownFigures.mostOf) },
    asking: byFiveMinutes(batches.hour.look(ownFigures.accepted, minute), times),
    api: {
      failures: ApiId
        ? {
            fiveMinutes: lately(failures, { ApiId }),
            hour: recently(failures, times.hour, minute, { ApiId }),
          }
        : unread,
      latency: ApiId ? percentile(latency, { ApiId }) : unread,
    },
    territories: countedTerritories(election).map((territory) =>
      territoryFigures(territory, batches, times),
    ),
    queues: Object.fromEntries(
      Object.entries(queueUrls).map(([name, url]) => {
        const of = { QueueName: outputs[url].split('/').at(-1) ?? '' }
        return [
          name,
          {
            waiting: sum(lately(waiting, of), lately(delayed, of)),
            oldestSeconds: lately(oldest, of),
          },
        ]
      }),
    ) as Reading['queues'],
    quotas: {
      smsOfDay: { used: figures.sent.today, most: election.smsDailyCap },
      smsPerSecond: { used: rate(mostLately(ownFigures.sent)), most: election.smsPerSecond },
      mailsOfDay: {
        used: sinceOpening(accountFigures.mails, times.day),
        most: election.mailsPerDay,
      },
      mailsPerSecond: {
        used: rate(mostLately(accountFigures.mails)),
        most: election.mailsPerSecond,
      },
      routes: { used: toldSince(route, 'Maximum', times.fiveMinutes), most: 1 },
      running: { used: lately(accountFigures.running), most: election.lambdaConcurrency },
      spentUsd: {
        used: lastOf(accountFigures.spent, times.month),
        most: election.smsMonthlySpendUsd,
      },
    },
    reputation: {
      bounces: lastOf(accountFigures.bounces, times.day),
      complaints: lastOf(accountFigures.complaints, times.day),
    },
  }
}

function rate(inMinute: Told): Told {
  if (inMinute === 'unread') return inMinute
  return inMinute === 'none' ? 0 : inMinute / 60
}

function territoryFigures(territory: string, batches: Batches, times: Times): TerritoryFigures {
  const since = (name: OwnFigure) =>
    toldSince(batches.opening.look(ownFigures[name], hour, { territory }), 'Sum', times.opening)
  const recent = (name: OwnFigure) =>
    toldSince(batches.hour.look(ownFigures[name], minute, { territory }), 'Sum', times.hour)
  const within = batches.hour.look(ownFigures.mostOf, hour, { territory })
  const receipts = Number(recent('receipts'))
  const failed = receipts - Number(recent('delivered'))
  return {
    territory,
    asked: since('accepted'),
    left: since('sent'),
    arrived: since('delivered'),
    failed: difference(since('receipts'), since('delivered')),
    used: since('identifiersUsed'),
    lastHour: {
      left: recent('sent'),
      within: toldSince(within, 'p95', times.hour),
    },
    isFailing: failingTerritories([{ territory, receipts, failed, handedOver: [] }], []).length > 0,
  }
}

const sum = (one: Told, other: Told): Told =>
  one === 'none' && other === 'none' ? 'none' : totalOf([one, other])

const difference = (one: Told, other: Told): Told =>
  typeof one === 'number' && typeof other === 'number' ? one - other : totalOf([one, other])

function byFiveMinutes(series: Series, { hour }: Times): number[] {
  return Array.from({ length: 12 }, (_, index) => {
    const from = hour.getTime() + index * 300_000
    const points = (series ?? []).filter(({ at }) => {
      const after = at.getTime() - from
      return after >= 0 && after < 300_000
    })
    return points.reduce((sum, { value }) => sum + value, 0)
  })
}
