import type { Reissue, ReissueState } from './reissue.ts'
import type { PhoneUse } from './reissue-rules.ts'

interface UseCounts {
  reissueCount: number
  smsCount?: number
}

/** One item in both copies, in the table, and merged from these three. */
export interface ItemVersions<Value> {
  before: Value
  after: Value | undefined
  now: Value | undefined
  merged: Value
}

export interface CopyTimes {
  before: ElectionInstant
  after: ElectionInstant
}

type UseRule = (reissue: Reissue, at?: ElectionInstant) => boolean

export function recomputeCounts(
  { before, after, now }: ItemVersions<UseCounts>,
  counts: Readonly<
    Record<keyof UseCounts, readonly [isUse: UseRule, reissues: readonly Reissue[]]>
  >,
  copiedAt: CopyTimes,
): UseCounts {
  const recompute = (name: keyof UseCounts) => {
    const [isUse, reissues] = counts[name]
    const countUses = (at?: ElectionInstant) =>
      reissues.filter((each) => (!at || each.requestedAt <= at) && isUse(each, at)).length
    const { [name]: startCount = 0 } = before
    const explainedCount = startCount + countUses(copiedAt.after) - countUses(copiedAt.before)
    if (now && (after?.[name] ?? 0) === explainedCount && after) return now[name] ?? 0
    return Math.max(0, startCount + countUses() - countUses(copiedAt.before))
  }
  const smsCount = recompute('smsCount')
  return {
    reissueCount: Math.max(
      recompute('reissueCount'),
      counts.reissueCount[1].filter((each) => usesReissue(each)).length,
    ),
    ...((smsCount > 0 || now?.smsCount !== undefined) && { smsCount }),
  }
}

const hasReached = (states: readonly ReissueState[], { history }: Reissue, at?: ElectionInstant) =>
  history.some((step) => states.includes(step.state) && (!at || step.at <= at))

export const usesReissue: UseRule = (reissue, at) =>
  !hasReached(['failed', 'cancelled'], reissue, at)

const usesSms: UseRule = (reissue, at) => !hasReached(['cancelled'], reissue, at)

export const usesVoterSms: UseRule = (reissue, at) => {
  const { withdrawn, disownedAt } = reissue
  const isDisowned = disownedAt !== undefined && (!at || disownedAt <= at)
  return (withdrawn && !isDisowned) || usesSms(reissue, at)
}

export function rebuildPhone(
  versions: ItemVersions<PhoneUse>,
  reissues: readonly Reissue[],
  copiedAt: CopyTimes,
): PhoneUse {
  const { smsCount: _, ...merged } = versions.merged
  const { freedAt } = merged
  const requests = reissues.filter(({ requestedAt }) => !freedAt || requestedAt >= freedAt)
  const newestUse = newestReissue(requests.filter((each) => usesReissue(each)))
  const counts = { reissueCount: [usesReissue, requests], smsCount: [usesSms, reissues] } as const
  return {
    ...merged,
    ...(newestUse && { voterId: newestUse.voterId }),
    ...recomputeCounts(versions, counts, copiedAt),
  }
}

export function compareBy(instantOf: (reissue: Reissue) => ElectionInstant | undefined) {
  const time = (reissue: Reissue) => instantOf(reissue)?.getTime() ?? 0
  return (first: Reissue, second: Reissue) => time(first) - time(second)
}

export const newestReissue = (reissues: readonly Reissue[]) =>
  reissues.toSorted(compareBy(({ requestedAt }) => requestedAt)).at(-1)
