import type { TerritoryHandovers } from './handover-times.ts'

/** If one SMS in ten fails, all of five fail by chance once in 100,000 times. */
const failureThresholds = [
  { receipts: 20, share: 0.5 },
  { receipts: 5, share: 0.9 },
] as const

export function failingTerritories(
  handoversNow: readonly TerritoryHandovers[],
  handoversBefore: readonly TerritoryHandovers[],
): { territory: string; receipts: number; failed: number }[] {
  return handoversNow.flatMap(({ territory, receipts, failed }) => {
    const earlierCounts = handoversBefore.find((counts) => counts.territory === territory)
    const counts = {
      territory,
      receipts: receipts - (earlierCounts?.receipts ?? 0),
      failed: failed - (earlierCounts?.failed ?? 0),
    }
    const threshold = failureThresholds.find(({ receipts: minimum }) => counts.receipts >= minimum)
    return threshold && counts.failed >= threshold.share * counts.receipts ? [counts] : []
  })
}
