import type { TerritoryHandovers } from './handover-times.ts'

/** With fewer, a few dead numbers would be taken for a carrier. */
const fewestJudged = 20
/** Some in a hundred fail on a usual day. */
const failingShare = 0.5

/** Territories where most SMS failed, by receipts since `before`. @param before what was counted of the same day */
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
    const isFailing =
      since.receipts >= fewestJudged && since.failed >= failingShare * since.receipts
    return isFailing ? [since] : []
  })
}
