import { secondsLater } from '../../shared/domain/instants.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { begunSeconds, standingOf } from '../../shared/domain/ledger/two-people.ts'

export type WipePermission =
  /** Two people wanted it, and it goes on. */
  | { is: 'begun'; intervention: Intervention }
  | { is: 'given'; wish: Intervention }
  | { is: 'awaited'; own: Intervention | undefined }

/** What a wish to wipe asks for, as two people must want the same. */
export const askedToWipe = (stack: string) => sha256(`wipe ${stack}`)

/** Whether the rehearsal of a stack may be wiped now: two people must say so within an hour. */
export function judgeWipe(
  interventions: readonly Intervention[],
  { stack, by, now }: { stack: string; by: string; now: Date },
): WipePermission {
  const wipes = interventions.filter(({ kind, subject }) => kind === 'wipe' && subject === stack)
  // Only one that has ended says how much there was; what was wanted before it has served.
  const pending = wipes.slice(wipes.findLastIndex(({ counts }) => counts !== undefined) + 1)
  const begun = pending.findLast(
    ({ confirms, at }) => confirms !== undefined && at >= secondsLater(now, -begunSeconds),
  )
  if (begun) return { is: 'begun', intervention: begun }
  const wish = { kind: 'wipe', subject: stack, asked: askedToWipe(stack), by, now } as const
  const { agreed, own } = standingOf(pending, wish)
  return agreed ? { is: 'given', wish: agreed } : { is: 'awaited', own }
}
