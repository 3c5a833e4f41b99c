import type { ElectionDay } from '../election-day.ts'

export interface TerritoryHandovers {
  /** ISO 3166 code. */
  territory: string
  /** All receipts, whatever they say. */
  receipts: number
  failed: number
  /** SMS handed over within so many seconds of their request, and not within the bound before. */
  handedOver: { withinSeconds: number; count: number }[]
}

/** SMS that had not left at that instant although their expected time was past. */
export interface LateSms {
  at: ElectionInstant
  count: number
}

/** The sweep counts every minute: after so long without a count, the number of late SMS is unknown. */
const lateKnownSeconds = 300

const daySeconds = 86_400
const boundsSeconds = [
  ...[30, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600],
  ...[7200, 14_400, 28_800, 43_200, daySeconds],
]

/** The smallest bound above so many seconds. Bounds are few, so that one item holds the counts of a day. */
export function boundOf(seconds: number): number {
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

/** Returns undefined if the last count is too old. */
export function lateNow(late: LateSms | undefined, now: ElectionInstant): LateSms | undefined {
  return late && now.getTime() - late.at.getTime() <= lateKnownSeconds * 1000 ? late : undefined
}

export function totalOf(times: TerritoryHandovers['handedOver']): number {
  return times.reduce((sum, { count }) => sum + count, 0)
}

/** How the SMS of a day leave. A lost count is no failure. */
export interface HandoverDays {
  /** @param handover how long after its request an SMS was handed over */
  count(day: ElectionDay, handover: { territory: string; seconds: number }): Promise<void>
  countReceipt(day: ElectionDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: ElectionDay): Promise<TerritoryHandovers[]>
  /** Replaces the former record. */
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
