import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import {
  abandonTrial,
  beginTrial,
  changeBreaker,
  permissionOf,
  recordTrialLeft,
} from '../../shared/domain/sms/sms-breaker.ts'
import { unknownTerritory } from '../../shared/domain/sms/territory.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { holdUntilTrial, ignoreFailure, type Postponement } from './postponements.ts'

/**
 * Claims the half-open probe for one SMS, while others wait, and records whether it left. Without a record the probe
 * expires within a minute, and another SMS probes.
 */
export async function sendAsTrial<Sending extends { outcome: string }>(
  dependencies: TrialPorts,
  found: Reissue,
  day: ElectionDay,
  send: () => Promise<Sending>,
): Promise<Sending | Postponement> {
  const { smsBreakers, clock } = dependencies
  const { reissueId, territory = unknownTerritory } = found
  const now = clock()
  const { before } = await changeBreaker(smsBreakers, (breaker) => {
    const permission = permissionOf(breaker, territory, now)
    if (permission.leaves !== 'as-trial') return breaker
    return beginTrial(breaker, permission.scopes, reissueId, now)
  })
  const permission = permissionOf(before, territory, now)
  if (permission.leaves === 'later') return holdUntilTrial(dependencies, found, permission, day)
  const sending = await send()
  if (permission.leaves === 'as-trial') {
    const hasLeft = sending.outcome === 'sent'
    const record = changeBreaker(smsBreakers, (breaker) =>
      hasLeft ? recordTrialLeft(breaker, reissueId, clock()) : abandonTrial(breaker, reissueId),
    )
    await ignoreFailure(record)
  }
  return sending
}

export type TrialPorts = Pick<ReissuePorts, 'smsBreakers'> & Parameters<typeof holdUntilTrial>[0]
