import type { TerritoryHandovers } from './handover-times.ts'

/** If one SMS in ten fails on a bad day, all of five fail by chance once in 100,000. */
const failureThresholds = [
  { receipts: 20, share: 0.5 },
  { receipts: 5, share: 0.9 },
] as const

/** @param before counts at the start of the period */
export function failingTerritories(
  now: readonly TerritoryHandovers[],
  before: readonly TerritoryHandovers[],
): { territory: string; receipts: number; failed: number }[] {
  return now.flatMap(({ territory, receipts, failed }) => {
    const earlierCounts = before.find((counts) => counts.territory === territory)
    const period = {
      territory,
      receipts: receipts - (earlierCounts?.receipts ?? 0),
      failed: failed - (earlierCounts?.failed ?? 0),
    }
    const threshold = failureThresholds.find(({ receipts: least }) => period.receipts >= least)
    return threshold && period.failed >= threshold.share * period.receipts ? [period] : []
  })
}
