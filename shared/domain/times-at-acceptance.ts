import { smsTimes } from './due-times.ts'
import { expectedTimeOfStopped } from './expected-time.ts'
import { unknownTerritory } from './handover-times.ts'
import { latest } from './instants.ts'
import { heldByLimit, type Reissue } from './reissue.ts'
import { permissionOf, type SmsBreaker } from './sms-breaker.ts'

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
