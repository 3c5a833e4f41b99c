import type { LateSms, TerritoryHandovers } from './handover-times.ts'

/** A smaller count could identify a voter. */
const minPublishedCount = 20

export const tooFewToPublish = `fewer-than-${minPublishedCount}` as const

export type PublishedCount = number | typeof tooFewToPublish

const slowFromSeconds = 900
const staleAfterSeconds = 300

export type Tone = 'ok' | 'wait' | 'neutral'

interface PublishedTime {
  withinSeconds: number | null
  late: PublishedCount | null
  stopped?: true | undefined
}

export function toneOf({ withinSeconds, late, stopped }: PublishedTime): Tone {
  if (stopped || late || (withinSeconds ?? 0) >= slowFromSeconds) return 'wait'
  return withinSeconds === null ? 'neutral' : 'ok'
}

export function publishedTimes(territories: readonly TerritoryHandovers[]): {
  handedOver: PublishedCount
  withinSeconds: number | null
} {
  const buckets = territories.flatMap(({ handedOver }) => handedOver)
  const handedOver = totalOf(buckets)
  if (handedOver < minPublishedCount) return { handedOver: tooFewToPublish, withinSeconds: null }
  return { handedOver, withinSeconds: boundAtRank(buckets, Math.ceil(handedOver * 0.9)) }
}

export function lateCountOf(
  lateSms: LateSms | undefined,
  now: ElectionInstant,
): PublishedCount | null {
  const late = freshLateSms(lateSms, now)
  if (!late) return null
  return late.count === 0 || late.count >= minPublishedCount ? late.count : tooFewToPublish
}

function boundAtRank(buckets: TerritoryHandovers['handedOver'], rank: number): number {
  const bounds = buckets.map(({ withinSeconds }) => withinSeconds).sort((a, b) => a - b)
  const includesRank = (bound: number) =>
    totalOf(buckets.filter(({ withinSeconds }) => withinSeconds <= bound)) >= rank
  return bounds.find(includesRank) as number
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

export function freshLateSms(late: LateSms | undefined, now: ElectionInstant): LateSms | undefined {
  return late && now.getTime() - late.at.getTime() <= staleAfterSeconds * 1000 ? late : undefined
}

function totalOf(buckets: TerritoryHandovers['handedOver']): number {
  return buckets.reduce((sum, { count }) => sum + count, 0)
}
