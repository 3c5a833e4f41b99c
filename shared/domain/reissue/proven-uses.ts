import type { Reissue, ReissueState } from './reissue.ts'
import type { PhoneUse } from './reissue-rules.ts'

interface UseCounts {
  reissueCount: number
  smsCount?: number
}

/** One item in both copies and in the table. */
export interface Versions<Value> {
  before: Value
  after: Value | undefined
  now: Value | undefined
  /** `now` without the damage. */
  merged: Value
}

export interface CopiedAt {
  before: ElectionInstant
  after: ElectionInstant
}

type Counts = (reissue: Reissue, at?: ElectionInstant) => boolean

/** Keeps counts that the requests explain; recomputes others from the first copy, so that no count is too low. */
export function provenUses(
  { before, after, now }: Versions<UseCounts>,
  counts: Readonly<
    Record<keyof UseCounts, readonly [counts: Counts, reissues: readonly Reissue[]]>
  >,
  copiedAt: CopiedAt,
): UseCounts {
  const proven = (name: keyof UseCounts) => {
    const [countsAt, reissues] = counts[name]
    const countUsed = (at?: ElectionInstant) =>
      reissues.filter((each) => (!at || each.requestedAt <= at) && countsAt(each, at)).length
    const { [name]: start = 0 } = before
    const explainedCount = start + countUsed(copiedAt.after) - countUsed(copiedAt.before)
    if (now && (after?.[name] ?? 0) === explainedCount && after) return now[name] ?? 0
    return Math.max(0, start + countUsed() - countUsed(copiedAt.before))
  }
  const smsCount = proven('smsCount')
  return {
    reissueCount: Math.max(
      proven('reissueCount'),
      counts.reissueCount[1].filter((each) => countsAt(each)).length,
    ),
    ...((smsCount > 0 || now?.smsCount !== undefined) && { smsCount }),
  }
}

const endedBy = (states: readonly ReissueState[], { history }: Reissue, at?: ElectionInstant) =>
  history.some((step) => states.includes(step.state) && (!at || step.at <= at))

export const countsAt: Counts = (reissue, at) => !endedBy(['failed', 'cancelled'], reissue, at)

const countsForPhone: Counts = (reissue, at) => !endedBy(['cancelled'], reissue, at)

/** True for cancelled requests only if they were withdrawn and not disowned; true for all others. */
export const countsForVoter: Counts = (reissue, at) => {
  const { withdrawn, disownedAt } = reissue
  const isDisowned = disownedAt !== undefined && (!at || disownedAt <= at)
  return (withdrawn && !isDisowned) || countsForPhone(reissue, at)
}

/** @param reissues all requests for the phone, whoever made them */
export function provenPhone(
  versions: Versions<PhoneUse>,
  reissues: readonly Reissue[],
  copiedAt: CopiedAt,
): PhoneUse {
  const { smsCount: _, ...merged } = versions.merged
  const { freedAt } = merged
  const recent = reissues.filter(({ requestedAt }) => !freedAt || requestedAt >= freedAt)
  const newestCounted = newestReissue(recent.filter((each) => countsAt(each)))
  const counts = { reissueCount: [countsAt, recent], smsCount: [countsForPhone, reissues] } as const
  return {
    ...merged,
    ...(newestCounted && { voterId: newestCounted.voterId }),
    ...provenUses(versions, counts, copiedAt),
  }
}

export function byTime(instantOf: (reissue: Reissue) => ElectionInstant | undefined) {
  const time = (reissue: Reissue) => instantOf(reissue)?.getTime() ?? 0
  return (first: Reissue, second: Reissue) => time(first) - time(second)
}

export const newestReissue = (reissues: readonly Reissue[]) =>
  reissues.toSorted(byTime(({ requestedAt }) => requestedAt)).at(-1)
