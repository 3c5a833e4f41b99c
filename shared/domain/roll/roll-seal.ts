import { TZDate } from '@date-fns/tz'
import type { Election } from '../election/election.ts'
import { secondsLater } from '../instants.ts'
import { makesNotices, type RollOperation } from './roll-operation.ts'

/** The seal of the roll. Nothing lifts it. */
export interface RollSeal {
  /** Puts it, unless it is there. */
  put(at: WallInstant): Promise<void>
  /** @returns since when the roll is sealed */
  find(): Promise<WallInstant | undefined>
  /** @returns whether an import ever began, finished or not */
  isRollBegun(): Promise<boolean>
}

/** For another person to agree, and for the file of a million notices. */
const noticesSeconds = 2 * 3600

/** When the last operation of a kind may begin: what it prints is had before the seal, or by nobody. */
export function lastBegunAt(kind: RollOperation['kind'], sealedAt: WallInstant): WallInstant {
  return makesNotices(kind) ? secondsLater(sealedAt, -noticesSeconds) : sealedAt
}

/** The roll may change until the eve of the vote: the first instant of the day when it opens. */
export function rollSealedAt<Instant extends AnyInstant>({
  dates,
  timeZone,
}: Pick<Election<Instant>, 'dates' | 'timeZone'>): Instant {
  const opens = new TZDate(dates.voteOpensAt, timeZone)
  const midnight = new TZDate(opens.getFullYear(), opens.getMonth(), opens.getDate(), timeZone)
  return new Date(midnight.getTime()) as Instant
}
