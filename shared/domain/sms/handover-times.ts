import type { ElectionDay } from '../election-day.ts'

export interface TerritoryHandovers {
  /** ISO 3166 code. */
  territory: string
  /** How many receipts came, whatever they say. */
  receipts: number
  failed: number
  /** How many were handed over within so many seconds of their request, and not within the bound before. */
  handedOver: { withinSeconds: number; count: number }[]
}

/** How many SMS had not left at that instant although their expected time was past. */
export interface LateSms {
  at: ElectionInstant
  count: number
}

/** Whoever is one of fewer might be told from the others. */
const fewestPublished = 20

/** In an election of a few voters a smaller count, and each of its steps, would tell of one of them. */
export const tooFewToPublish = `fewer-than-${fewestPublished}` as const

export type PublishedCount = number | typeof tooFewToPublish

/** Counted every minute: if nothing came for so long, how many are late is not known. */
const lateKnownSeconds = 300

const daySeconds = 86_400
const boundsSeconds = [
  ...[30, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600],
  ...[7200, 14_400, 28_800, 43_200, daySeconds],
]

/** The smallest bound that holds it: a few, so that one item counts a day; beyond a day, whole days. */
export function boundOf(seconds: number): number {
  return (
    boundsSeconds.find((bound) => seconds <= bound) ?? Math.ceil(seconds / daySeconds) * daySeconds
  )
}

/** When one SMS in ten took so long, they are said to be slow. */
const slowSeconds = 900

/** What the page of the service's status says first, and the colour and icon of its block. */
export type Tone = 'ok' | 'wait' | 'neutral'

/** @param late those that have not left although their expected time is past; null while that is not known */
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

/** What may be published of a day: how many left, and an upper bound of the time that nine tenths of them took. */
export function publishedTimes(territories: readonly TerritoryHandovers[]): {
  handedOver: PublishedCount
  withinSeconds: number | null
} {
  const times = territories.flatMap(({ handedOver }) => handedOver)
  const handedOver = totalOf(times)
  if (handedOver < fewestPublished) return { handedOver: tooFewToPublish, withinSeconds: null }
  return { handedOver, withinSeconds: boundHolding(times, Math.ceil(handedOver * 0.9)) }
}

/** What may be published of the SMS that are late: that there are any, and from 20 on how many. */
export function publishedLate(
  counted: LateSms | undefined,
  now: ElectionInstant,
): PublishedCount | null {
  const late = lateNow(counted, now)
  if (!late) return null
  return late.count === 0 || late.count >= fewestPublished ? late.count : tooFewToPublish
}

/** @returns undefined when nobody has counted for a while */
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

/** How the SMS of a day leave, as far as it is known: a count that is lost is no failure. */
export interface HandoverDays {
  /** @param handover how long after its request an SMS was handed over */
  count(day: ElectionDay, handover: { territory: string; seconds: number }): Promise<void>
  countReceipt(day: ElectionDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: ElectionDay): Promise<TerritoryHandovers[]>
  /** Takes the place of what was recorded before. */
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
