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
  /** What was held until the vote closed leads nowhere any more. */
  | { outcome: 'vote-closed' }
  /** Its mail, which can stop it, has not left: it brings the request back, or else the sweep does. */
  | { outcome: 'waits-for-mail' }
  /** An earlier day put it off: it lets those before it go first. */
  | { outcome: 'waits-its-turn'; day: ElectionDay }
  /** @see Verdict; `caps` are all that it is under */
  | { outcome: 'judged'; verdict: Verdict; day: ElectionDay; caps: DayCap[] }

type Rules = Pick<
  Election<ElectionInstant>,
  'smsDailyCap' | 'smsWaitsForMailMinutes' | 'timeZone'
> & {
  dates: Pick<Election<ElectionInstant>['dates'], 'voteClosesAt'>
}

/** Whether the SMS of a request leaves now: the one place that judges it. */
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

/** Put off by a territory's cap that was lifted since, it has nobody before it. */
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
