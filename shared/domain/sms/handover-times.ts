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

/** A smaller count, and each of its steps, could single a voter out. */
const fewestPublished = 20

export const tooFewToPublish = `fewer-than-${fewestPublished}` as const

export type PublishedCount = number | typeof tooFewToPublish

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

/** SMS are said to be slow once one in ten takes so long. */
const slowSeconds = 900

/** Gives the status page its first sentence, colour and icon. */
export type Tone = 'ok' | 'wait' | 'neutral'

/** @param late null while unknown */
export function toneOf({
  withinSeconds,
  late,
}: {
  withinSeconds: number | null
  late: PublishedCount | null
}): Tone {
  if (late || (withinSeconds ?? 0) >= slowSeconds) return 'wait'
  return withinSeconds === null ? 'neutral' : 'ok'
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

export function handedOverTo(
  territories: readonly TerritoryHandovers[],
  territory: string,
): number {
  return countsOf(territories.filter((one) => one.territory === territory)).handedOver
}

/** What may be published of a day: how many SMS left, and a bound of the time that nine tenths of them took. */
export function publishedTimes(territories: readonly TerritoryHandovers[]): {
  handedOver: PublishedCount
  withinSeconds: number | null
} {
  const times = territories.flatMap(({ handedOver }) => handedOver)
  const handedOver = totalOf(times)
  if (handedOver < fewestPublished) return { handedOver: tooFewToPublish, withinSeconds: null }
  return { handedOver, withinSeconds: boundHolding(times, Math.ceil(handedOver * 0.9)) }
}

/** What may be published of late SMS: whether there are any, and from 20 on how many. */
export function publishedLate(
  counted: LateSms | undefined,
  now: ElectionInstant,
): PublishedCount | null {
  const late = lateNow(counted, now)
  if (!late) return null
  return late.count === 0 || late.count >= fewestPublished ? late.count : tooFewToPublish
}

/** Returns undefined if the last count is too old. */
export function lateNow(late: LateSms | undefined, now: ElectionInstant): LateSms | undefined {
  return late && now.getTime() - late.at.getTime() <= lateKnownSeconds * 1000 ? late : undefined
}

function totalOf(times: TerritoryHandovers['handedOver']): number {
  return times.reduce((sum, { count }) => sum + count, 0)
}

function boundHolding(times: TerritoryHandovers['handedOver'], rank: number): number {
  const bounds = times.map(({ withinSeconds }) => withinSeconds).sort((one, other) => one - other)
  const holds = (bound: number) =>
    totalOf(times.filter(({ withinSeconds }) => withinSeconds <= bound)) >= rank
  return bounds.find(holds) as number
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
