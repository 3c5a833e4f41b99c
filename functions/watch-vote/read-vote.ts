import type { AlarmReport } from '../../shared/domain/alarm-names.ts'
import type { Dates } from '../../shared/domain/election/election-dates.ts'
import { toWallTime } from '../../shared/domain/election/to-wall-time.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import {
  type MetricPoint,
  type MetricStat,
  type Metrics,
  totalOf,
  type WatchedMetric,
  watchedMetrics,
} from '../../shared/domain/metrics.ts'
import type { OverdueReissues } from '../../shared/domain/reissue/due-times.ts'
import { expectedTime } from '../../shared/domain/sms/expected-time.ts'
import { freshLateSms } from '../../shared/domain/sms/published-times.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsStatePorts } from '../../shared/domain/sms/sms-state.ts'
import { countedTerritories } from '../../shared/domain/sms/territory.ts'
import {
  activityMetrics,
  refusalReasons,
  type SmsReading,
  type VoteCounts,
  type VoteReading,
  type VoteReadings,
} from '../../shared/domain/staff/vote-reading.ts'
import { journalFailure } from '../../shared/runtime/journal.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

const [minute, fiveMinutes, hour, day] = [60, 300, 3600, 86_400]

/** Stores one reading for all viewers, since CloudWatch bills each metric that is read. */
export async function readVote(dependencies: Dependencies, failingTerritories: Promise<string[]>) {
  const { voteReadings, readAlarms, dates, wallClock, journal } = dependencies
  const now = wallClock()
  const { reissueOpensAt, voteClosesAt } = dates()
  if (now >= secondsLater(voteClosesAt, day)) return

  const tryRead = <Result>(part: string, reading: Promise<Result>) =>
    journalFailure(journal, reading, (error) => ({ event: 'watch.unread', part, error }))

  const [counts, activity, alarmReport, sms, pending] = await Promise.all([
    now < reissueOpensAt
      ? undefined
      : tryRead('counts', readCounts(dependencies, { from: reissueOpensAt, to: now })),
    tryRead('activity', readActivity(dependencies, now)),
    tryRead('alarms', readAlarms()),
    tryRead('sms', readSms(dependencies, failingTerritories)),
    tryRead('pending', dependencies.pendingApprovals(now)),
  ])
  const reading = { at: now, counts, activity, alarms: alarmReport, sms, pending }
  await tryRead('reading', voteReadings.store(reading))
}

async function readCounts(
  { metrics, election }: Pick<Dependencies, 'metrics' | 'election'>,
  span: { from: WallInstant; to: WallInstant },
): Promise<VoteCounts> {
  const { accepted, sent, smsDelivered, receipts, identifiersUsed } = watchedMetrics
  const territories = countedTerritories(election)
  const stats = [accepted, sent, smsDelivered, receipts, identifiersUsed]
  const query = (stat: MetricStat, dimensions?: Record<string, string>) => ({
    ...{ stat, seconds: hour },
    ...(dimensions && { dimensions }),
  })
  const queries = [
    query(watchedMetrics.cancelled),
    ...refusalReasons.map((reason) => query(watchedMetrics.requestsRefused, { reason })),
    ...territories.flatMap((territory) => stats.map((stat) => query(stat, { territory }))),
  ]
  const [cancelled, ...totals] = (await metrics.read(queries, span)).map(totalOf)
  const refusals = totals.slice(0, refusalReasons.length)
  const territoryTotals = totals.slice(refusalReasons.length)
  return {
    cancelled: cancelled ?? 0,
    refusals: refusalReasons.map((reason, index) => ({ reason, refused: refusals[index] ?? 0 })),
    territories: territories.map((territory, index) => {
      const start = index * stats.length
      const values = territoryTotals.slice(start, start + stats.length)
      const [asked = 0, left = 0, arrived = 0, receipts = 0, used = 0] = values
      return { territory, asked, left, arrived, failed: receipts - arrived, used }
    }),
  }
}

async function readActivity({ metrics }: Pick<Dependencies, 'metrics'>, now: WallInstant) {
  const end = secondsLater(startOfMinute(now), minute)
  const startTimes = {
    fiveMinutes: secondsLater(end, -fiveMinutes),
    hour: secondsLater(end, -hour),
  }
  const queries = activityMetrics.map((name) => {
    const stat = watchedMetrics[name]
    return { stat, seconds: stat.statistic === 'p95' ? fiveMinutes : minute }
  })
  const series = await metrics.read(queries, { from: startTimes.hour, to: end })
  const entries = activityMetrics.map((name, index) => [
    name,
    {
      fiveMinutes: metricValue(name, series[index] ?? [], startTimes.fiveMinutes),
      hour: metricValue(name, series[index] ?? [], startTimes.hour),
    },
  ])
  return Object.fromEntries(entries) as NonNullable<VoteReading['activity']>
}

function metricValue(name: WatchedMetric, points: readonly MetricPoint[], since: WallInstant) {
  const { statistic } = watchedMetrics[name]
  const recentPoints = points.filter(({ at }) => at >= since)
  if (statistic === 'Sum' || statistic === 'SampleCount') return totalOf(recentPoints)
  return recentPoints.length === 0 ? null : Math.max(...recentPoints.map(({ value }) => value))
}

const startOfMinute = (instant: WallInstant) =>
  new Date(instant.getTime() - (instant.getTime() % (minute * 1000)))

async function readSms(
  { smsDays, handoverDays, smsSlots, smsBreakers, overdueReissues, ...dependencies }: Dependencies,
  failingTerritories: Promise<string[]>,
): Promise<SmsReading> {
  const { election, clock, isSuspended, toWall } = dependencies
  const now = clock()
  const today = electionDayOf(now, election.timeZone)
  const [{ heldCount }, handovers, lateSms, waiting, slots, breaker] = await Promise.all([
    smsDays.find(today),
    handoverDays.find(today),
    handoverDays.findLate(),
    overdueReissues.countWaitingSms(),
    smsSlots.find(),
    smsBreakers.find(),
  ])
  const { pauses = {}, caps = {} } = breaker
  const addTerritories = <Hold extends { since: ElectionInstant }>(entries: Record<string, Hold>) =>
    Object.entries(toWallTime(entries, toWall)).map(([territory, item]) => ({ ...item, territory }))
  return {
    ...{ waiting, handovers, held: heldCount, late: freshLateSms(lateSms, now)?.count },
    promise: isSuspended() ? undefined : toWall(expectedTime(slots, election, today, now)),
    stopped: openScopes(breaker, now).map(({ scope }) => scope),
    failing: await failingTerritories,
    pauses: addTerritories(pauses),
    caps: addTerritories(caps),
  }
}

interface Dependencies
  extends SmsStatePorts,
    Pick<ReissuePorts, 'handoverDays' | 'smsSlots' | 'election' | 'toWall' | 'clock' | 'journal'> {
  metrics: Metrics
  readAlarms: () => Promise<AlarmReport>
  pendingApprovals: (now: WallInstant) => Promise<VoteReading['pending']>
  overdueReissues: Pick<OverdueReissues, 'countWaitingSms'>
  voteReadings: Pick<VoteReadings, 'store'>
  dates: () => Pick<Dates, 'reissueOpensAt' | 'voteClosesAt'>
  wallClock: Clock
  isSuspended: () => boolean
}
