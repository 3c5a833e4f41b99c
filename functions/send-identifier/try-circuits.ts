import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import {
  abandonTrial,
  beginTrial,
  changeBreaker,
  type Permission,
  permissionOf,
  recordTrialLeft,
} from '../../shared/domain/sms/sms-breaker.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Claims the half-open probe for one SMS; others wait. */
export async function beginTrialOf(
  { smsBreakers, clock }: Dependencies,
  { reissueId, territory = unknownTerritory }: Reissue,
): Promise<Permission> {
  const now = clock()
  const { before } = await changeBreaker(smsBreakers, (breaker) => {
    const permission = permissionOf(breaker, territory, now)
    if (permission.leaves !== 'as-trial') return breaker
    return beginTrial(breaker, permission.scopes, reissueId, now)
  })
  return permissionOf(before, territory, now)
}

/** Records the result of a probe. Without a record it expires within a minute, and another SMS probes. */
export async function noteTrial(
  { smsBreakers, clock }: Dependencies,
  reissueId: string,
  hasLeft: boolean,
): Promise<void> {
  await changeBreaker(smsBreakers, (breaker) =>
    hasLeft ? recordTrialLeft(breaker, reissueId, clock()) : abandonTrial(breaker, reissueId),
  )
}

type Dependencies = Pick<ReissuePorts, 'smsBreakers' | 'clock'>
