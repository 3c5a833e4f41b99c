import type { ElectionDay } from '../election-day.ts'

export interface TerritoryHandovers {
  territory: string
  receipts: number
  failed: number
  /** SMS by seconds from request to hand-over; the buckets are not cumulative. */
  handedOver: { withinSeconds: number; count: number }[]
}

export interface LateSms {
  at: ElectionInstant
  count: number
}

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

export interface HandoverDays {
  count(day: ElectionDay, handover: { territory: string; seconds: number }): Promise<void>
  countReceipt(day: ElectionDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: ElectionDay): Promise<TerritoryHandovers[]>
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
