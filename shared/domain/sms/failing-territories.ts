import type { TerritoryHandovers } from './handover-times.ts'

/** With fewer receipts, a few dead numbers would look like a carrier's failure. */
const fewestJudged = 20
/** On a usual day, some in a hundred fail. */
const failingShare = 0.5

/** Territories where most SMS failed. @param before what the same day had counted earlier */
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
