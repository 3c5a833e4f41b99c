import {
  abandonProbe,
  beginProbe,
  changeBreaker,
  permissionOf,
  recordProbeSent,
  type SmsBreaker,
} from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsDecision } from '../../shared/domain/sms/sms-state.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Checks the stored breaker, so that only one SMS becomes the probe. Ignores pauses: `decision` considered them. */
export async function reserveProbe(
  { smsBreakers, clock }: Pick<ReissuePorts, 'smsBreakers' | 'clock'>,
  decision: SmsDecision,
  { probeId, territory }: { probeId: string; territory: string },
): Promise<SmsDecision> {
  if (decision.timing !== 'as-probe') return decision
  const now = clock()
  const decide = (breaker: SmsBreaker) => permissionOf({ ...breaker, pauses: {} }, territory, now)
  const { before } = await changeBreaker(smsBreakers, (breaker) => {
    const permission = decide(breaker)
    if (permission.timing !== 'as-probe') return breaker
    return beginProbe(breaker, permission.scopes, probeId, now)
  })
  return decide(before)
}

/** @param receiptId ID under which the receipt reports the probe; undefined if the probe was not sent */
export async function endProbe(
  { smsBreakers, clock }: Pick<ReissuePorts, 'smsBreakers' | 'clock'>,
  probeId: string,
  receiptId: string | undefined,
): Promise<void> {
  await changeBreaker(smsBreakers, (breaker) =>
    receiptId
      ? recordProbeSent(breaker, probeId, clock(), receiptId)
      : abandonProbe(breaker, probeId),
  ).catch(() => {})
}
