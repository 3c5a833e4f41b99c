import { TZDate } from '@date-fns/tz'
import type { Election } from '../election/election.ts'
import { secondsLater } from '../instants.ts'
import { makesNotices, type RollOperation } from './roll-operation.ts'

/** The roll's seal, which nothing lifts. */
export interface RollSeal {
  put(at: WallInstant): Promise<void>
  find(): Promise<WallInstant | undefined>
  isRollBegun(): Promise<boolean>
}

/** Time for another person to approve, and to write a million notices. */
const noticesSeconds = 2 * 3600

/** Until when an operation may begin, so that its notices are written before the seal. */
export function lastBegunAt(kind: RollOperation['kind'], sealedAt: WallInstant): WallInstant {
  return makesNotices(kind) ? secondsLater(sealedAt, -noticesSeconds) : sealedAt
}

/** The first instant of the day when the vote opens. */
export function rollSealedAt<Instant extends AnyInstant>({
  dates,
  timeZone,
}: Pick<Election<Instant>, 'dates' | 'timeZone'>): Instant {
  const opens = new TZDate(dates.voteOpensAt, timeZone)
  const midnight = new TZDate(opens.getFullYear(), opens.getMonth(), opens.getDate(), timeZone)
  return new Date(midnight.getTime()) as Instant
}
