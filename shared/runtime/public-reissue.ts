import type { LinkedReissue, Reissue as PublicReissue } from '../contract/reissue.ts'
import type { Election } from '../domain/election/election.ts'
import { isExpectedAfterClose, receiptDueTime } from '../domain/reissue/due-times.ts'
import { holdCause, isCancellable, isWithdrawn, type Reissue } from '../domain/reissue/reissue.ts'
import type { ElectionTime } from './election-time.ts'

type Time = Pick<ElectionTime, 'toWall' | 'suspendedSince'> & {
  election: Pick<Election, 'receiptMinutes'> & { dates: { voteClosesAt: ElectionInstant } }
}

/** Leaves out the sealed phone, the phone's hash and internal deadlines. */
export function publicReissue(reissue: Reissue, time: Time): PublicReissue {
  const wallText = (at: ElectionInstant) => time.toWall(at).toISOString()
  const { failure, stoppedByStaff, restored, usedAt, phoneEnding } = reissue
  const receiptDueAt = receiptDueTime(reissue, time.election.receiptMinutes)
  const history = publicHistory(reissue.history, time.toWall)
  return {
    id: reissue.reissueId,
    state: history.at(-1)?.state ?? 'accepted',
    maskedPhone: reissue.maskedPhone,
    ...(phoneEnding && { phoneEnding }),
    requestedAt: wallText(reissue.requestedAt),
    expectedAt: wallText(reissue.expectedAt),
    history,
    ...(failure && { failure }),
    ...(isWithdrawn(reissue) && {
      withdrawn: true as const,
      ...(stoppedByStaff && { stoppedByStaff }),
    }),
    ...(restored && { restored }),
    ...publicHold(reissue, time),
    ...(usedAt && { usedAt: wallText(usedAt) }),
    ...(receiptDueAt && { receiptDueAt: wallText(receiptDueAt) }),
  }
}

function publicHold(
  reissue: Reissue,
  { election, suspendedSince }: Pick<Time, 'election' | 'suspendedSince'>,
): Pick<PublicReissue, 'held' | 'postponed'> {
  if (['accepted', 'held'].includes(reissue.state) && suspendedSince()) return { held: 'suspended' }
  if (isExpectedAfterClose(reissue, election.dates)) return { held: 'after-close' }
  const cause = holdCause(reissue)
  if (!cause && reissue.state === 'accepted' && reissue.delayEndsAt)
    return { postponed: 'unknown-phone' }
  if (!cause) return {}
  return cause === 'service-limit' || cause === 'paused' ? { held: cause } : { postponed: cause }
}

export function publicLinkedReissue(reissue: Reissue, time: Time): LinkedReissue {
  const { state, withdrawn, maskedPhone, requestedAt } = publicReissue(reissue, time)
  return { state, ...(withdrawn && { withdrawn }), maskedPhone, requestedAt }
}

/** Omits holds, and each `sending` after which the request waited again. */
function publicHistory(
  history: Reissue['history'],
  toWall: Time['toWall'],
): PublicReissue['history'] {
  const publicStates: PublicReissue['history'] = []
  for (const [index, { state, at }] of history.entries()) {
    if (state === 'held' || state === publicStates.at(-1)?.state) continue
    const next = history[index + 1]
    if (state === 'sending' && next && isCancellable(next)) continue
    publicStates.push({ state, at: toWall(at).toISOString() })
  }
  return publicStates
}
