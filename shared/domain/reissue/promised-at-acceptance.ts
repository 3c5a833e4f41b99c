import { latest } from '../instants.ts'
import { expectedTimeOfStopped } from '../sms/expected-time.ts'
import { unknownTerritory } from '../sms/handover-times.ts'
import { permissionOf, type SmsBreaker } from '../sms/sms-breaker.ts'
import { smsTimes } from './due-times.ts'
import type { Reissue } from './reissue.ts'

/**
 * An accepted request, with what it says of its SMS's time. While none leaves it is held from the beginning, so that no
 * page and no mail promises it in some minutes.
 * @param breaker undefined when it could not be read: the sender will say
 */
export function promisedAtAcceptance(
  accepted: Reissue,
  promised: Date,
  breaker: SmsBreaker | undefined,
  now: Date,
): Reissue {
  const { territory = unknownTerritory, history } = accepted
  const permission = breaker && permissionOf(breaker, territory, now)
  if (permission?.leaves !== 'later') return { ...accepted, ...smsTimes(promised) }
  const expectedAt = latest(promised, expectedTimeOfStopped(permission.lookAgainAt))
  return {
    ...accepted,
    ...smsTimes(expectedAt),
    state: 'held',
    heldOn: permission.by,
    history: [...history, { state: 'held', at: now }],
  }
}
