import type { ElectionDay } from '../election-day.ts'

export interface TerritoryHandovers {
  territory: string
  receipts: number
  failed: number
  /** Histogram of the seconds from request to hand-over. Buckets are not cumulative. */
  handedOver: { withinSeconds: number; count: number }[]
}

/** SMS still unsent after their expected time. */
export interface LateSms {
  at: ElectionInstant
  count: number
}

/** Counts older than this are stale: the reconciler counts every minute. */
const staleAfterSeconds = 300

const daySeconds = 86_400
const boundsSeconds = [
  ...[30, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600],
  ...[7200, 14_400, 28_800, 43_200, daySeconds],
]

/** Returns the upper bound of the bucket. Buckets are few, so that one item holds the counts of a day. */
export function bucketOf(seconds: number): number {
  return (
    boundsSeconds.find((bound) => seconds <= bound) ?? Math.ceil(seconds / daySeconds) * daySeconds
  )
}

export function countsOf(territories: readonly TerritoryHandovers[]): {
  handedOver: number
  receipts: number
} {
  return {
    handedOver: totalOf(territories.flatMap(({ handedOver }) => handedOver)),
    receipts: territories.reduce((sum, { receipts }) => sum + receipts, 0),
  }
}

export function unlessStale(late: LateSms | undefined, now: ElectionInstant): LateSms | undefined {
  return late && now.getTime() - late.at.getTime() <= staleAfterSeconds * 1000 ? late : undefined
}

export function totalOf(times: TerritoryHandovers['handedOver']): number {
  return times.reduce((sum, { count }) => sum + count, 0)
}

/** Implementations may lose a count. */
export interface HandoverDays {
  count(day: ElectionDay, handover: { territory: string; seconds: number }): Promise<void>
  countReceipt(day: ElectionDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: ElectionDay): Promise<TerritoryHandovers[]>
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
