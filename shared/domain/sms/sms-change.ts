import type { ApprovalUse } from '../approval.ts'
import type { Intervention } from '../ledger/intervention.ts'
import {
  capTerritory,
  closeBreaker,
  pauseTerritory,
  resumeTerritory,
  tryNow,
  uncapTerritory,
} from './breaker-controls.ts'
import { openScopes, type SmsBreaker, type SmsBreakers } from './sms-breaker.ts'

/** `pause` and `cap` hold SMS back; `try` and `close` follow a change of AWS's limits. */
export type SmsChange =
  | { change: 'pause'; territory: string; reason: string }
  | { change: 'cap'; territory: string; reason: string; smsPerDay: number }
  | { change: 'resume' | 'uncap'; territory: string }
  | { change: 'try' | 'close' }

/** @returns the same breaker if nothing changes */
export function changedBreaker(
  breaker: SmsBreaker,
  request: SmsChange,
  by: string,
  now: ElectionInstant,
): SmsBreaker {
  switch (request.change) {
    case 'pause':
      return pauseTerritory(breaker, request.territory, { since: now, reason: request.reason, by })
    case 'cap': {
      const { territory, smsPerDay, reason } = request
      const isSame = breaker.caps?.[territory]?.smsPerDay === smsPerDay
      return isSame
        ? breaker
        : capTerritory(breaker, territory, { smsPerDay, since: now, reason, by })
    }
    case 'resume':
      return resumeTerritory(breaker, request.territory)
    case 'uncap':
      return uncapTerritory(breaker, request.territory)
    case 'try':
    case 'close':
      if (openScopes(breaker, now).length === 0) return breaker
      return (request.change === 'try' ? tryNow : closeBreaker)(breaker, now)
  }
}

/** True for a pause and for a new or lower cap: a cap of one SMS works like a pause. */
export function holdsBack({ caps }: SmsBreaker, request: SmsChange): boolean {
  if (request.change !== 'cap') return request.change === 'pause'
  const cap = caps?.[request.territory]
  return !cap || request.smsPerDay < cap.smsPerDay
}

/** State that an approval depends on. */
export const holdOf = ({ pauses, caps }: SmsBreaker, territory: string): string[] =>
  [pauses?.[territory], caps?.[territory]].map((hold) =>
    // DynamoDB maps have no order.
    JSON.stringify(Object.entries(hold ?? {}).sort()),
  )

export interface ChangingSmsBreakers extends Pick<SmsBreakers, 'find'> {
  /** Also records the operator in the ledger. @returns false if the breaker or approval changed; nothing was written */
  replaceTold(
    found: SmsBreaker,
    next: SmsBreaker,
    told: ApprovalUse | Intervention,
  ): Promise<boolean>
}
