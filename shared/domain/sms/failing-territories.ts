import type { TerritoryHandovers } from './handover-times.ts'

/**
 * The share of failures that a carrier's fault explains and dead numbers do not, by the receipts of an hour. If one SMS in
 * ten fails on a bad usual day, five of five fail by chance once in 100,000 hours, and ten of twenty less often still.
 */
const failingShares = [
  { receipts: 20, share: 0.5 },
  { receipts: 5, share: 0.9 },
] as const

/** Territories where SMS fail, small ones too. @param before what the same day had counted earlier */
export function failingTerritories(
  now: readonly TerritoryHandovers[],
  before: readonly TerritoryHandovers[],
): { territory: string; receipts: number; failed: number }[] {
  return now.flatMap(({ territory, receipts, failed }) => {
    const former = before.find((one) => one.territory === territory)
    const since = {
      territory,
      receipts: receipts - (former?.receipts ?? 0),
      failed: failed - (former?.failed ?? 0),
    }
    const judged = failingShares.find(({ receipts: least }) => since.receipts >= least)
    return judged && since.failed >= judged.share * since.receipts ? [since] : []
  })
}
