import type { Reissue, ReissueState } from './reissue.ts'
import type { PhoneUse } from './reissue-rules.ts'

interface UseCounts {
  reissueCount: number
  smsCount?: number
}

/** Item in the copies from before and after the damage, in the table now, and merged from these three. */
export interface ItemVersions<Value> {
  before: Value
  after: Value | undefined
  current: Value | undefined
  mergedValue: Value
}

export interface CopyTimes {
  before: ElectionInstant
  after: ElectionInstant
}

type UseRule = (reissue: Reissue, at?: ElectionInstant) => boolean

export function recomputeCounts(
  { before, after, current }: ItemVersions<UseCounts>,
  useRules: Readonly<
    Record<keyof UseCounts, readonly [isUse: UseRule, reissues: readonly Reissue[]]>
  >,
  copyTimes: CopyTimes,
): UseCounts {
  const recompute = (name: keyof UseCounts) => {
    const [isUse, reissues] = useRules[name]
    const countUses = (at?: ElectionInstant) =>
      reissues.filter((reissue) => (!at || reissue.requestedAt <= at) && isUse(reissue, at)).length
    const { [name]: startCount = 0 } = before
    const explainedCount = startCount + countUses(copyTimes.after) - countUses(copyTimes.before)
    if (current && (after?.[name] ?? 0) === explainedCount && after) return current[name] ?? 0
    return Math.max(0, startCount + countUses() - countUses(copyTimes.before))
  }
  const smsCount = recompute('smsCount')
  return {
    reissueCount: Math.max(
      recompute('reissueCount'),
      useRules.reissueCount[1].filter((reissue) => usesReissue(reissue)).length,
    ),
    ...((smsCount > 0 || current?.smsCount !== undefined) && { smsCount }),
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
  copyTimes: CopyTimes,
): PhoneUse {
  const { smsCount: _, ...mergedPhone } = versions.mergedValue
  const { freedAt } = mergedPhone
  const requests = reissues.filter(({ requestedAt }) => !freedAt || requestedAt >= freedAt)
  const newestUse = newestReissue(requests.filter((reissue) => usesReissue(reissue)))
  const useRules = { reissueCount: [usesReissue, requests], smsCount: [usesSms, reissues] } as const
  return {
    ...mergedPhone,
    ...(newestUse && { voterId: newestUse.voterId }),
    ...recomputeCounts(versions, useRules, copyTimes),
  }
}

export function compareBy(instantOf: (reissue: Reissue) => ElectionInstant | undefined) {
  const timeOf = (reissue: Reissue) => instantOf(reissue)?.getTime() ?? 0
  return (first: Reissue, second: Reissue) => timeOf(first) - timeOf(second)
}

export const newestReissue = (reissues: readonly Reissue[]) =>
  reissues.toSorted(compareBy(({ requestedAt }) => requestedAt)).at(-1)
