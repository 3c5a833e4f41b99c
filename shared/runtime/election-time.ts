import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoCalendar } from '../adapters/election/dynamo-calendar.ts'
import {
  type Calendar,
  type Calendars,
  type Clocks,
  clocksOf,
  emptyCalendar,
  ttlSeconds,
} from '../domain/election/calendar.ts'
import type { Election } from '../domain/election/election.ts'
import type { Clock } from '../domain/instants.ts'
import type { TakeToken } from '../domain/rate-limiter.ts'
import { cacheReads } from './cached-reads.ts'
import { readElection } from './deployed-election.ts'

export interface ElectionTime extends Clocks {
  electionFile: Election<WallInstant>
  /** The election with dates that take suspensions and the extension into account. */
  election: Election<ElectionInstant>
  calendar(): Calendar
  pauseWhileSuspended(takeToken: TakeToken): TakeToken
  /** Must be called at the start of each invocation: clocks and dates use the calendar that was read last. */
  refresh(): Promise<void>
}

export function electionTime(database: DynamoDBDocumentClient, table: string): ElectionTime {
  const time = cachedElectionTime(dynamoCalendar(database, table), readElection())
  // Starts to read the calendar at the cold start. If this fails, the first invocation reads it again.
  time.refresh().catch(() => {})
  return time
}

export function cachedElectionTime(
  calendars: Calendars,
  electionFile: Election<WallInstant>,
  now: Clock = () => new Date(),
): ElectionTime {
  let calendar = emptyCalendar
  const find = cacheReads(ttlSeconds, () => calendars.find(), now)

  async function refresh(): Promise<void> {
    const latestCalendar = await find()
    // A slow read may end after a later one, for example if Lambda froze the process.
    if (latestCalendar.version >= calendar.version) calendar = latestCalendar
  }

  const clocks = clocksOf(() => calendar, now)
  return {
    electionFile,
    election: {
      ...electionFile,
      get dates() {
        return clocks.datesOf(electionFile.dates)
      },
    },
    ...clocks,
    calendar: () => calendar,
    pauseWhileSuspended: (takeToken) => async () => {
      if (!(await takeToken())) return false
      await refresh()
      return clocks.suspendedSince() === undefined
    },
    refresh,
  }
}
