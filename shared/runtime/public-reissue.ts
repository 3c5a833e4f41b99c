import type { LinkedReissue, Reissue as PublicReissue } from '../contract/reissue.ts'
import { receiptDueOf } from '../domain/reissue/due-times.ts'
import {
  heldByLimit,
  heldByPause,
  holdingDayOf,
  isWithdrawn,
  type Reissue,
} from '../domain/reissue/reissue.ts'
import { isOfTerritory } from '../domain/sms/territory-cap.ts'

/** A request as the API shows it: neither seal, nor hash, nor due time. */
export function publicReissue(
  reissue: Reissue,
  { receiptMinutes }: { receiptMinutes: number },
): PublicReissue {
  const { failure, restored, usedAt, heldOn, phoneEnding } = reissue
  const receiptDueAt = receiptDueOf(reissue, receiptMinutes)
  const history = publicHistory(reissue)
  const cappedOn = reissue.state === 'held' ? holdingDayOf(reissue) : undefined
  return {
    id: reissue.reissueId,
    state: history.at(-1)?.state ?? 'accepted',
    maskedPhone: reissue.maskedPhone,
    ...(phoneEnding && { phoneEnding }),
    requestedAt: reissue.requestedAt.toISOString(),
    expectedAt: reissue.expectedAt.toISOString(),
    history,
    ...(failure && { failure }),
    ...(isWithdrawn(reissue) && { withdrawn: true as const }),
    ...(restored && { restored }),
    ...(reissue.state === 'held' && heldOn === heldByLimit && { held: 'service-limit' as const }),
    ...(reissue.state === 'held' && heldOn === heldByPause && { held: 'paused' as const }),
    ...(cappedOn && {
      postponed: isOfTerritory(cappedOn) ? ('territory-cap' as const) : ('daily-cap' as const),
    }),
    ...(usedAt && { usedAt: usedAt.toISOString() }),
    ...(receiptDueAt && { receiptDueAt: receiptDueAt.toISOString() }),
  }
}

export function publicLinkedReissue(reissue: Reissue): LinkedReissue {
  return {
    state: publicHistory(reissue).at(-1)?.state ?? 'accepted',
    ...(isWithdrawn(reissue) && { withdrawn: true as const }),
    maskedPhone: reissue.maskedPhone,
    requestedAt: reissue.requestedAt.toISOString(),
  }
}

function publicHistory({ history }: Pick<Reissue, 'history'>): PublicReissue['history'] {
  const shown: PublicReissue['history'] = []
  for (const { state, at } of history) {
    if (state === 'held' || state === shown.at(-1)?.state) continue
    shown.push({ state, at: at.toISOString() })
  }
  return shown
}
