import type { ApprovalUse } from '../approval.ts'
import type { Intervention } from '../ledger/intervention.ts'
import { changeCircuits, openScopes, type SmsBreaker, type SmsBreakers } from './sms-breaker.ts'

/** Once AWS has raised a limit, `try` makes probes due now, and `close` closes the circuits. */
export type SmsChange =
  | { change: 'pause'; territory: string; reason: string }
  | { change: 'cap'; territory: string; reason: string; smsPerDay: number }
  | { change: 'resume' | 'uncap'; territory: string }
  | { change: 'try' | 'close' }

export function changedBreaker(
  breaker: SmsBreaker,
  request: SmsChange,
  by: string,
  now: ElectionInstant,
): SmsBreaker {
  const { pauses = {}, caps = {} } = breaker
  switch (request.change) {
    case 'pause': {
      const { territory, reason } = request
      if (pauses[territory]) return breaker
      return { ...breaker, pauses: { ...pauses, [territory]: { since: now, reason, by } } }
    }
    case 'cap': {
      const { territory, smsPerDay, reason } = request
      if (caps[territory]?.smsPerDay === smsPerDay) return breaker
      return { ...breaker, caps: { ...caps, [territory]: { smsPerDay, since: now, reason, by } } }
    }
    case 'resume': {
      const { [request.territory]: pause, ...others } = pauses
      return pause ? { ...breaker, pauses: others } : breaker
    }
    case 'uncap': {
      const { [request.territory]: cap, ...others } = caps
      return cap ? { ...breaker, caps: others } : breaker
    }
    case 'try':
    case 'close':
      return openScopes(breaker, now).length > 0 ? reset(breaker, request.change, now) : breaker
  }
}

const reset = (breaker: SmsBreaker, change: 'try' | 'close', now: ElectionInstant) =>
  changeCircuits(breaker, ({ trial: _, ...circuit }) => {
    if (change === 'close') return { refusals: [], since: now }
    return circuit.open ? { ...circuit, open: { ...circuit.open, trialAt: now } } : circuit
  })

/** A new or lower cap counts too, since a cap of one SMS works almost like a pause. */
export function holdsBack({ caps }: SmsBreaker, request: SmsChange): boolean {
  if (request.change !== 'cap') return request.change === 'pause'
  const cap = caps?.[request.territory]
  return !cap || request.smsPerDay < cap.smsPerDay
}

export const holdsOf = ({ pauses, caps }: SmsBreaker, territory: string): string[] =>
  [pauses?.[territory], caps?.[territory]].map((hold) =>
    // DynamoDB does not keep the order of a map's entries.
    JSON.stringify(Object.entries(hold ?? {}).sort()),
  )

export interface AuditedSmsBreakers extends Pick<SmsBreakers, 'find'> {
  /** @returns false if the breaker or approval changed */
  replaceAndRecord(
    expectedBreaker: SmsBreaker,
    nextBreaker: SmsBreaker,
    record: ApprovalUse | Intervention,
  ): Promise<boolean>
}
