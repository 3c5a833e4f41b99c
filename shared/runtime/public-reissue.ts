import type { Reissue as PublicReissue } from '../contract/reissue.ts'
import { receiptDueOf } from '../domain/reissue/due-times.ts'
import { heldByLimit, type Reissue } from '../domain/reissue/reissue.ts'

/** A request as the API shows it: neither seal, nor hash, nor due time. */
export function publicReissue(
  reissue: Reissue,
  { receiptMinutes }: { receiptMinutes: number },
): PublicReissue {
  const { failure, restored, usedAt, heldOn } = reissue
  const receiptDueAt = receiptDueOf(reissue, receiptMinutes)
  return {
    id: reissue.reissueId,
    state: reissue.state,
    maskedPhone: reissue.maskedPhone,
    requestedAt: reissue.requestedAt.toISOString(),
    expectedAt: reissue.expectedAt.toISOString(),
    history: reissue.history.map(({ state, at }) => ({ state, at: at.toISOString() })),
    ...(failure && { failure }),
    ...(restored && { restored }),
    ...(heldOn === heldByLimit && { held: 'service-limit' as const }),
    ...(usedAt && { usedAt: usedAt.toISOString() }),
    ...(receiptDueAt && { receiptDueAt: receiptDueAt.toISOString() }),
  }
}
