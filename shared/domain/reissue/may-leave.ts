import type { Election } from '../election/election.ts'
import { type ElectionDay, electionDayOf } from '../election-day.ts'
import { releaseOfHeld } from '../sms/expected-time.ts'
import { judge, type SmsState, type Verdict } from '../sms/sms-state.ts'
import { unknownTerritory } from '../sms/territory.ts'
import { calendarDayOf, capsOn, type DayCap, isOfTerritory } from '../sms/territory-cap.ts'
import { leavesUnconfirmedAt } from './due-times.ts'
import { holdingDayOf, isUnderWay, type Reissue } from './reissue.ts'

export type Departure =
  | { outcome: 'over' }
  | { outcome: 'vote-closed' }
  /** The mail with the stop link has not left. That mail brings the request back, or else the sweep does. */
  | { outcome: 'waits-for-mail' }
  /** An earlier day put it off, and others go first. */
  | { outcome: 'waits-its-turn'; day: ElectionDay }
  /** `caps` are all that the SMS is under. */
  | { outcome: 'judged'; verdict: Verdict; day: ElectionDay; caps: DayCap[] }

type Rules = Pick<
  Election<ElectionInstant>,
  'smsDailyCap' | 'smsWaitsForMailMinutes' | 'timeZone'
> & {
  dates: Pick<Election<ElectionInstant>['dates'], 'voteClosesAt'>
}

/** Judges whether the SMS of a request leaves now. No other place does. */
export function mayLeave(
  found: Reissue,
  sms: SmsState,
  election: Rules,
  now: ElectionInstant,
): Departure {
  if (!isUnderWay(found.state)) return { outcome: 'over' }
  if (now >= election.dates.voteClosesAt) return { outcome: 'vote-closed' }
  if (!found.confirmedAt && now < leavesUnconfirmedAt(found, election)) {
    return { outcome: 'waits-for-mail' }
  }
  const { territory = unknownTerritory } = found
  const day = electionDayOf(now, election.timeZone)
  const caps = capsOn(day, territory, sms.breaker, election)
  if (waitsItsTurn(found, day, caps, now)) return { outcome: 'waits-its-turn', day }
  return { outcome: 'judged', verdict: judge(sms, territory, caps, now), day, caps }
}

/** Nobody is before a request that was put off by a territory's cap, once that cap is lifted. */
function waitsItsTurn(
  found: Reissue,
  { day }: ElectionDay,
  caps: readonly DayCap[],
  now: ElectionInstant,
): boolean {
  const heldOn = found.state === 'held' ? holdingDayOf(found) : undefined
  if (heldOn === undefined || calendarDayOf(heldOn) === day) return false
  if (isOfTerritory(heldOn) && !caps.some((cap) => isOfTerritory(cap.day.day))) return false
  return now < releaseOfHeld(found.expectedAt)
}
