import { latest } from '../instants.ts'
import { expectedTimeOfStopped } from '../sms/expected-time.ts'
import { unknownTerritory } from '../sms/handover-times.ts'
import { permissionOf, type SmsBreaker } from '../sms/sms-breaker.ts'
import { smsTimes } from './due-times.ts'
import { heldByLimit, type Reissue } from './reissue.ts'

/**
 * What an accepted request says of its SMS's time. While SNS sends none it is held from the beginning, so that no
 * page and no mail promises it in some minutes.
 * @param breaker undefined when it could not be read: the sender will say
 */
export function timesAtAcceptance(
  promised: Date,
  { territory = unknownTerritory }: Pick<Reissue, 'territory'>,
  breaker: SmsBreaker | undefined,
  now: Date,
): Pick<Reissue, 'expectedAt' | 'smsDueAt' | 'heldOn'> {
  const permission = breaker && permissionOf(breaker, territory, now)
  if (permission?.leaves !== 'later') return smsTimes(promised)
  const expectedAt = latest(promised, expectedTimeOfStopped(permission.lookAgainAt))
  return { ...smsTimes(expectedAt), heldOn: heldByLimit }
}
