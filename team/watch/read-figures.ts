import type { CloudWatchClient, MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { alarmsOn, readAlarms, readSeries, type Series } from '../../shared/adapters/cloudwatch.ts'
import { stackNamesFrom } from '../../shared/contract/stack-names.ts'
import type { AlarmOn } from '../../shared/domain/alarm-names.ts'
import { ownFigures } from '../../shared/domain/figures.ts'
import { earliest } from '../../shared/domain/instants.ts'
import { failingTerritories } from '../../shared/domain/sms/failing-territories.ts'
import type { Pause, SmsBreakers, TerritoryCap } from '../../shared/domain/sms/sms-breaker.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import type { watchTexts } from '../../shared/texts/election/watch-command.ts'
import {
  type CountedFigure,
  counted,
  crowdedRouteId,
  type delays,
  ownId,
  type QueueName,
  queriesOfHour,
  queriesSinceOpening,
  queueNames,
  type Watched,
} from './queries.ts'
import { type Times, timesOf } from './times.ts'
import { type Told, toldLast, toldSince, totalOf } from './told.ts'

export const spanNames = ['fiveMinutes', 'hour', 'today'] as const

export type Spans = Record<(typeof spanNames)[number], Told>

/** Since the requests opened, but for `lastHour`. */
export interface TerritoryFigures {
  territory: string
  asked: Told
  left: Told
  arrived: Told
  /** Of which a receipt says that they did not arrive. */
  failed: Told
  used: Told
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
}

export interface Engines extends Watched {
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
  const none = new Map<string, Series>()
  const to = times.end
  const from = earliest(times.opening, times.midnight, times.day)
  const readingOpening = or(
    none,
    readSeries(cloudWatch, queriesSinceOpening(engines), { from, to }),
  )
  // The same election may be in two regions: each has its edge there.
  const ofEdge = `${stackNamesFrom(stack).edge(election.region)}-`
  const readingEdge = or([], edge ? readAlarms(edge, ofEdge) : Promise.resolve([]))
  const readingVote = or(undefined, engines.vote())
  const readingKept = or([], keptBy(engines.smsBreakers))
  // Its own names are what alarms tell: of the API, and of the functions behind the routes.
  const alarms = await or([], readAlarms(cloudWatch, `${stack}-Alarms`))
  const lastHour = { from: times.hour, to }
  const hour = await or(none, readSeries(cloudWatch, queriesOfHour(engines, alarms), lastHour))
  return {
    ...told(engines, alarms, hour, await readingOpening, times),
    alarms: alarmsTold([...alarms, ...(await readingEdge)]),
    vote: await readingVote,
    kept: await readingKept,
    failures,
  }
}

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

function told(
  { election }: Watched,
  alarms: readonly MetricAlarm[],
  hour: ReadonlyMap<string, Series>,
  opening: ReadonlyMap<string, Series>,
  times: Times,
): Omit<Reading, 'alarms' | 'vote' | 'kept' | 'failures'> {
  const figures = Object.fromEntries(
    counted.map((name): [CountedFigure, Spans] => {
      const { statistic } = ownFigures[name]
      const minutes = hour.get(ownId(name, 60))
      return [
        name,
        {
          fiveMinutes: toldSince(minutes, statistic, times.fiveMinutes),
          hour: toldSince(minutes, statistic, times.hour),
          today: toldSince(opening.get(ownId(name, 3600)), statistic, times.midnight),
        },
      ]
    }),
  ) as Reading['figures']
  const percentile = (id: string) => ({
    fiveMinutes: toldSince(hour.get(`${id}_300`), 'p95', times.fiveMinutes),
    hour: toldSince(hour.get(`${id}_3600`), 'p95', times.hour),
  })
  const recent = (id: string) => toldSince(hour.get(id), 'Maximum', times.fiveMinutes)
  return {
    at: times.now,
    since: times.opening,
    figures,
    delays: { half: percentile('half'), mostOf: percentile('mostOf') },
    asking: byFiveMinutes(hour.get(ownId('accepted', 60)), times),
    api: {
      failures: {
        fiveMinutes: toldSince(hour.get('failures'), 'Sum', times.fiveMinutes),
        hour: toldSince(hour.get('failures'), 'Sum', times.hour),
      },
      latency: percentile('latency'),
    },
    territories: countedTerritories(election).map((territory) =>
      territoryFigures(territory, hour, opening, times),
    ),
    queues: Object.fromEntries(
      queueNames.map((name) => [
        name,
        {
          waiting: sum(recent(`waiting_${name}`), recent(`delayed_${name}`)),
          oldestSeconds: recent(`oldest_${name}`),
        },
      ]),
    ) as Reading['queues'],
    quotas: {
      smsOfDay: { used: figures.sent.today, most: election.smsDailyCap },
      smsPerSecond: { used: rate(recent(ownId('sent', 60))), most: election.smsPerSecond },
      mailsOfDay: {
        used: toldSince(opening.get('mails'), 'Sum', times.day),
        most: election.mailsPerDay,
      },
      mailsPerSecond: { used: rate(recent('mails')), most: election.mailsPerSecond },
      routes: { used: recent(crowdedRouteId(alarms)), most: 1 },
      running: { used: recent('running'), most: election.lambdaConcurrency },
      spentUsd: {
        used: toldLast(opening.get('spent'), times.month),
        most: election.smsMonthlySpendUsd,
      },
    },
    reputation: {
      bounces: toldLast(opening.get('bounces'), times.day),
      complaints: toldLast(opening.get('complaints'), times.day),
    },
  }
}

function rate(inMinute: Told): Told {
  if (inMinute === 'unread') return inMinute
  return inMinute === 'none' ? 0 : inMinute / 60
}

function territoryFigures(
  territory: string,
  hour: ReadonlyMap<string, Series>,
  opening: ReadonlyMap<string, Series>,
  times: Times,
): TerritoryFigures {
  const since = (name: keyof typeof ownFigures) =>
    toldSince(opening.get(ownId(name, 3600, territory)), 'Sum', times.opening)
  const recent = (name: keyof typeof ownFigures) =>
    toldSince(hour.get(ownId(name, 60, territory)), 'Sum', times.hour)
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
      within: toldSince(hour.get(ownId('mostOf', 3600, territory)), 'p95', times.hour),
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
