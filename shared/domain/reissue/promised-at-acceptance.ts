import { latest } from '../instants.ts'
import { expectedTimeOfHeld, expectedTimeOfStopped } from '../sms/expected-time.ts'
import { permissionOf, type SmsBreaker } from '../sms/sms-breaker.ts'
import type { SmsCounts } from '../sms/sms-days.ts'
import type { SlotRate } from '../sms/sms-slots.ts'
import { unknownTerritory } from '../sms/territory.ts'
import type { DayCap } from '../sms/territory-cap.ts'
import { smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

export interface SmsStanding {
  breaker: SmsBreaker
  /** Absent: it has no cap of its own. */
  ofTerritory: (DayCap & SmsCounts) | undefined
}

/**
 * An accepted request, with what it says of its SMS's time. While none leaves it is held from the beginning, so that no
 * page and no mail promises it in some minutes; nor today, once its territory has had the SMS of the day.
 * @param standing undefined when it could not be read: the sender will say
 */
export function promisedAtAcceptance(
  accepted: Reissue,
  promised: Date,
  standing: SmsStanding | undefined,
  election: SlotRate,
  now: Date,
): Reissue {
  const { territory = unknownTerritory, history } = accepted
  const permission = standing && permissionOf(standing.breaker, territory, now)
  if (permission?.leaves !== 'later') {
    return { ...accepted, ...smsTimes(latest(promised, ...nextDay(standing, election))) }
  }
  const expectedAt = latest(promised, expectedTimeOfStopped(permission.lookAgainAt))
  return {
    ...accepted,
    ...smsTimes(expectedAt),
    state: 'held',
    heldOn: permission.by,
    history: [...history, { state: 'held', at: now }],
  }
}

function nextDay(standing: SmsStanding | undefined, election: SlotRate): Date[] {
  const cap = standing?.ofTerritory
  if (!cap || cap.smsCount < cap.smsPerDay) return []
  const capped = { ...election, smsDailyCap: cap.smsPerDay }
  return [expectedTimeOfHeld(cap.heldCount + 1, capped, cap.day)]
}
