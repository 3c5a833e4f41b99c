import type { Election } from '../election/election.ts'
import { type ElectionDay, electionDayOf } from '../election-day.ts'
import { secondsLater } from '../instants.ts'
import { checkTimeFor } from '../sms/expected-time.ts'
import { checkSeconds } from '../sms/sms-breaker.ts'
import {
  calendarDayOf,
  capsOfDay,
  type DayCap,
  decideSms,
  isTerritoryDay,
  type SmsDecision,
  type SmsState,
} from '../sms/sms-state.ts'
import { earliestDepartureAt, type MailWait } from './due-times.ts'
import { holdingCapKeyOf, isUnderWay, type Reissue } from './reissue.ts'

export type Departure =
  | { outcome: 'over' | 'busy' }
  | { outcome: 'vote-closed' }
  | { outcome: 'waits'; until: ElectionInstant }
  | { outcome: 'waits-its-turn'; day: ElectionDay }
  | { outcome: 'decided'; decision: SmsDecision; day: ElectionDay; caps: DayCap[] }

type DepartureSettings = Pick<Election, 'smsDailyCap' | 'smsDelaySeconds' | 'timeZone'> & MailWait

export function decideDeparture(
  reissue: Reissue,
  sms: SmsState,
  election: DepartureSettings,
  now: ElectionInstant,
): Departure {
  if (!isUnderWay(reissue.state)) return { outcome: 'over' }
  if (reissue.leaseEndsAt && now < reissue.leaseEndsAt) return { outcome: 'busy' }
  if (now >= election.dates.voteClosesAt) return { outcome: 'vote-closed' }
  const until = earliestDepartureAt(reissue, election)
  if (now < until) return { outcome: 'waits', until }
  const { territory } = reissue
  const day = electionDayOf(now, election.timeZone)
  const caps = capsOfDay(day, territory, sms.breaker, election)
  // The voter may already hold an SMS whose identifier is not valid yet, so pauses do not apply.
  if (reissue.state === 'sending') {
    const breaker = { ...sms.breaker, pauses: {} }
    const decision = decideSms({ ...sms, breaker }, territory, caps, now)
    if (decision.timing === 'later' || decision.timing === 'another-day')
      return { outcome: 'waits', until: secondsLater(now, checkSeconds) }
    return { outcome: 'decided', decision, day, caps }
  }
  if (waitsItsTurn(reissue, day, caps, now)) return { outcome: 'waits-its-turn', day }
  return { outcome: 'decided', decision: decideSms(sms, territory, caps, now), day, caps }
}

/** True until its expected time for a request that a cap held on another day, unless that was a territory's cap since lifted. */
function waitsItsTurn(
  reissue: Reissue,
  { day }: ElectionDay,
  caps: readonly DayCap[],
  now: ElectionInstant,
): boolean {
  const heldOn = reissue.state === 'held' ? holdingCapKeyOf(reissue) : undefined
  if (heldOn === undefined || calendarDayOf(heldOn) === day) return false
  if (isTerritoryDay(heldOn) && !caps.some((cap) => isTerritoryDay(cap.day.day))) return false
  return now < checkTimeFor(reissue.expectedAt)
}
