import type { Reissue, ReissueState } from './reissue.ts'
import type { PhoneUse } from './reissue-rules.ts'

interface Uses {
  reissueCount: number
  smsCount?: number
}

/** The copies and what is stored, of one item. */
export interface Versions<Value> {
  before: Value
  after: Value | undefined
  now: Value | undefined
  /** What is stored, without the damage. */
  merged: Value
}

/** When the copies were taken. */
export interface CopiedAt {
  before: ElectionInstant
  after: ElectionInstant
}

type Counts = (reissue: Reissue, at?: ElectionInstant) => boolean

/**
 * Counts that the requests explain stay; others are those of the copy, with what requests used and gave back since. An end
 * at the very instant of the copy is taken for earlier, so that no count is too low.
 */
export function provenUses(
  { before, after, now }: Versions<Uses>,
  counts: Readonly<Record<keyof Uses, readonly [counts: Counts, reissues: readonly Reissue[]]>>,
  copiedAt: CopiedAt,
): Uses {
  const proven = (name: keyof Uses) => {
    const [countsAt, reissues] = counts[name]
    const used = (at?: ElectionInstant) =>
      reissues.filter((one) => (!at || one.requestedAt <= at) && countsAt(one, at)).length
    const { [name]: start = 0 } = before
    const expected = start + used(copiedAt.after) - used(copiedAt.before)
    if (now && (after?.[name] ?? 0) === expected && after) return now[name] ?? 0
    return Math.max(0, start + used() - used(copiedAt.before))
  }
  const smsCount = proven('smsCount')
  return {
    reissueCount: Math.max(
      proven('reissueCount'),
      counts.reissueCount[1].filter((one) => countsAt(one)).length,
    ),
    // Absent: none.
    ...((smsCount > 0 || now?.smsCount !== undefined) && { smsCount }),
  }
}

const endedBy = (states: readonly ReissueState[], { history }: Reissue, at?: ElectionInstant) =>
  history.some((step) => states.includes(step.state) && (!at || step.at <= at))

export const countsAt: Counts = (reissue, at) => !endedBy(['failed', 'cancelled'], reissue, at)

const countsForPhone: Counts = (reissue, at) => !endedBy(['cancelled'], reissue, at)

/** A voter's withdrawn requests count, unless they disowned them. */
export const countsForVoter: Counts = (reissue, at) => {
  const { withdrawn, disownedAt } = reissue
  const isDisowned = disownedAt !== undefined && (!at || disownedAt <= at)
  return (withdrawn && !isDisowned) || countsForPhone(reissue, at)
}

/** Returns what a phone served, as the requests for it prove. @param reissues all of the phone, whoever asked */
export function provenPhone(
  versions: Versions<PhoneUse>,
  reissues: readonly Reissue[],
  copiedAt: CopiedAt,
): PhoneUse {
  const { smsCount: _, ...merged } = versions.merged
  const { freedAt } = merged
  const served = reissues.filter((one) => !freedAt || one.requestedAt >= freedAt)
  const counting = newest(served.filter((one) => countsAt(one)))
  const counts = { reissueCount: [countsAt, served], smsCount: [countsForPhone, reissues] } as const
  return {
    ...merged,
    ...(counting && { voterId: counting.voterId }),
    ...provenUses(versions, counts, copiedAt),
  }
}

export function byTime(instantOf: (reissue: Reissue) => ElectionInstant | undefined) {
  const time = (one: Reissue) => instantOf(one)?.getTime() ?? 0
  return (one: Reissue, other: Reissue) => time(one) - time(other)
}

export const newest = (reissues: readonly Reissue[]) =>
  reissues.toSorted(byTime(({ requestedAt }) => requestedAt)).at(-1)
