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

/** What the team may change of the breaker. The first two hold SMS back; the last two concern AWS's limits. */
export type SmsChange =
  | { change: 'pause'; territory: string; reason: string }
  | { change: 'cap'; territory: string; reason: string; smsPerDay: number }
  | { change: 'resume' | 'uncap'; territory: string }
  | { change: 'try' | 'close' }

/** @returns the breaker itself if it already is so */
export function changedBreaker(
  breaker: SmsBreaker,
  asked: SmsChange,
  by: string,
  now: ElectionInstant,
): SmsBreaker {
  switch (asked.change) {
    case 'pause':
      return pauseTerritory(breaker, asked.territory, { since: now, reason: asked.reason, by })
    case 'cap': {
      const { territory, smsPerDay, reason } = asked
      const isSame = breaker.caps?.[territory]?.smsPerDay === smsPerDay
      return isSame
        ? breaker
        : capTerritory(breaker, territory, { smsPerDay, since: now, reason, by })
    }
    case 'resume':
      return resumeTerritory(breaker, asked.territory)
    case 'uncap':
      return uncapTerritory(breaker, asked.territory)
    case 'try':
    case 'close':
      if (openScopes(breaker, now).length === 0) return breaker
      return (asked.change === 'try' ? tryNow : closeBreaker)(breaker, now)
  }
}

/** True of a pause and of a new or lower cap: a cap of one SMS, set in the morning, stops a territory like a pause. */
export function holdsBack({ caps }: SmsBreaker, asked: SmsChange): boolean {
  if (asked.change !== 'cap') return asked.change === 'pause'
  const cap = caps?.[asked.territory]
  return !cap || asked.smsPerDay < cap.smsPerDay
}

/** What an approval rests on: how the territory is held back. */
export const holdOf = ({ pauses, caps }: SmsBreaker, territory: string): string[] =>
  [pauses?.[territory], caps?.[territory]].map((hold) =>
    // A map has no order in DynamoDB.
    JSON.stringify(Object.entries(hold ?? {}).sort()),
  )

export interface ChangingSmsBreakers extends Pick<SmsBreakers, 'find'> {
  /** Records who changed it in the same transaction. @returns false if nothing was written, since something changed */
  replaceTold(
    found: SmsBreaker,
    next: SmsBreaker,
    told: ApprovalUse | Intervention,
  ): Promise<boolean>
}
