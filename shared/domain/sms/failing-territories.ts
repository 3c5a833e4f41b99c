import type { TerritoryHandovers } from './handover-times.ts'

/** If one SMS in ten fails on a bad day, five of five fail by chance once in 100,000 times. */
const failingShares = [
  { receipts: 20, share: 0.5 },
  { receipts: 5, share: 0.9 },
] as const

/** @param before the same day's counts at the start of the period */
export function failingTerritories(
  now: readonly TerritoryHandovers[],
  before: readonly TerritoryHandovers[],
): { territory: string; receipts: number; failed: number }[] {
  return now.flatMap(({ territory, receipts, failed }) => {
    const earlier = before.find((counts) => counts.territory === territory)
    const recent = {
      territory,
      receipts: receipts - (earlier?.receipts ?? 0),
      failed: failed - (earlier?.failed ?? 0),
    }
    const threshold = failingShares.find(({ receipts: least }) => recent.receipts >= least)
    return threshold && recent.failed >= threshold.share * recent.receipts ? [recent] : []
  })
}
