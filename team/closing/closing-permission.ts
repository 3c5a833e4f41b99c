import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { begunSeconds, standingOf } from '../../shared/domain/ledger/two-people.ts'

export type Permission =
  /** Somebody began it, and it goes on. */
  | { is: 'begun'; intervention: Intervention }
  /** The appeals are over, or two people say so. */
  | { is: 'given'; wish?: Intervention }
  /** Nobody but whoever asks has said so within the hour. */
  | { is: 'awaited'; appealsUntil: Date | undefined }

export interface Closed {
  name: string
  dates: Pick<Election['dates'], 'appealsUntil'>
}

/** What a wish to close asks for, as two people must want the same. */
export const askedOf = ({ name }: Closed): string => sha256(`close ${name}`)

/**
 * Whether the election may be destroyed now. Before the end of appeals two people must say so within an hour.
 * @param appealsUntil undefined: nobody knows
 */
export function judge(
  interventions: readonly Intervention[],
  election: Closed,
  { by, now }: { by: string; now: Date },
): Permission {
  const { appealsUntil } = election.dates
  // Only what began says how much there was.
  const begun = interventions.findLast(
    ({ kind, counts, at }) =>
      kind === 'closing' && counts !== undefined && at >= secondsLater(now, -begunSeconds),
  )
  if (begun) return { is: 'begun', intervention: begun }
  if (appealsUntil && now >= appealsUntil) return { is: 'given' }
  const wish = {
    kind: 'closing',
    subject: election.name,
    asked: askedOf(election),
    by,
    now,
  } as const
  const { agreed } = standingOf(interventions, wish)
  return agreed ? { is: 'given', wish: agreed } : { is: 'awaited', appealsUntil }
}
