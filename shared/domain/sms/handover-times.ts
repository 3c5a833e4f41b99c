import type { ElectionDay } from '../election-day.ts'

export interface TerritoryHandovers {
  territory: string
  receipts: number
  failed: number
  /** Seconds from request to hand-over, in buckets that are not cumulative. */
  handedOver: { withinSeconds: number; count: number }[]
}

export interface LateSms {
  at: ElectionInstant
  count: number
}

const staleAfterSeconds = 300

const daySeconds = 86_400
const boundsSeconds = [
  ...[30, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600],
  ...[7200, 14_400, 28_800, 43_200, daySeconds],
]

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

export interface HandoverDays {
  count(day: ElectionDay, handover: { territory: string; seconds: number }): Promise<void>
  countReceipt(day: ElectionDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: ElectionDay): Promise<TerritoryHandovers[]>
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
