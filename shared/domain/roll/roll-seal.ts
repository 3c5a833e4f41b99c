import { TZDate } from '@date-fns/tz'
import type { Election } from '../election/election.ts'
import { secondsLater } from '../instants.ts'
import { makesNotices, type RollOperation } from './roll-operation.ts'

export interface RollSeal {
  put(at: WallInstant): Promise<void>
  find(): Promise<WallInstant | undefined>
  hasImport(): Promise<boolean>
}

/** Time for an approval and for writing the notices. */
const noticeWritingSeconds = 2 * 3600

export function latestStart(kind: RollOperation['kind'], sealedAt: WallInstant): WallInstant {
  return makesNotices(kind) ? secondsLater(sealedAt, -noticeWritingSeconds) : sealedAt
}

export function rollSealedAt<Instant extends AnyInstant>({
  dates,
  timeZone,
}: Pick<Election<Instant>, 'dates' | 'timeZone'>): Instant {
  const start = new TZDate(dates.voteOpensAt, timeZone)
  const midnight = new TZDate(start.getFullYear(), start.getMonth(), start.getDate(), timeZone)
  return new Date(midnight.getTime()) as Instant
}
