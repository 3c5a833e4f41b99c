import {
  abandonProbe,
  beginProbe,
  changeBreaker,
  type Permission,
  permissionOf,
  recordProbeLeft,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { ignoreFailure } from './send-within-caps.ts'

export async function sendAsProbe<Result>(
  { smsBreakers, clock }: Pick<ReissuePorts, 'smsBreakers' | 'clock'>,
  { probeId, territory }: { probeId: string; territory: string },
  sendNow: () => Promise<Result>,
  /** Returns the ID under which the receipt reports a sent SMS. */
  receiptIdOf: (result: Result) => string | undefined,
  hold: (permission: Extract<Permission, { timing: 'later' }>) => Promise<Result>,
): Promise<Result> {
  const now = clock()
  const { before } = await changeBreaker(smsBreakers, (breaker) => {
    const permission = permissionOf(breaker, territory, now)
    if (permission.timing !== 'as-probe') return breaker
    return beginProbe(breaker, permission.scopes, probeId, now)
  })
  const permission = permissionOf(before, territory, now)
  if (permission.timing === 'later') return hold(permission)
  const result = await sendNow()
  if (permission.timing === 'as-probe') {
    const receiptId = receiptIdOf(result)
    const probeWrite = changeBreaker(smsBreakers, (breaker) =>
      receiptId
        ? recordProbeLeft(breaker, probeId, clock(), receiptId)
        : abandonProbe(breaker, probeId),
    )
    await ignoreFailure(probeWrite)
  }
  return result
}
