import {
  abandonProbe,
  beginProbe,
  changeBreaker,
  type Permission,
  permissionOf,
  recordProbeLeft,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { ignoreFailure } from './cap-places.ts'

type Ports = Pick<ReissuePorts, 'smsBreakers' | 'clock'>

/** Asks the stored breaker, so that only one SMS becomes the probe. */
export async function reserveProbe(
  { smsBreakers, clock }: Ports,
  { probeId, territory }: { probeId: string; territory: string },
): Promise<Permission> {
  const now = clock()
  const { before } = await changeBreaker(smsBreakers, (breaker) => {
    const permission = permissionOf(breaker, territory, now)
    if (permission.timing !== 'as-probe') return breaker
    return beginProbe(breaker, permission.scopes, probeId, now)
  })
  return permissionOf(before, territory, now)
}

/** @param receiptId ID under which the receipt reports the probe; undefined if it was not sent */
export async function endProbe(
  { smsBreakers, clock }: Ports,
  probeId: string,
  receiptId: string | undefined,
): Promise<void> {
  const change = changeBreaker(smsBreakers, (breaker) =>
    receiptId
      ? recordProbeLeft(breaker, probeId, clock(), receiptId)
      : abandonProbe(breaker, probeId),
  )
  await ignoreFailure(change)
}
