import { type LateSms, lateNow, type TerritoryHandovers, totalOf } from './handover-times.ts'

/** A smaller count, and each of its steps, could single a voter out. */
const fewestPublished = 20

export const tooFewToPublish = `fewer-than-${fewestPublished}` as const

export type PublishedCount = number | typeof tooFewToPublish

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

function boundHolding(times: TerritoryHandovers['handedOver'], rank: number): number {
  const bounds = times.map(({ withinSeconds }) => withinSeconds).sort((one, other) => one - other)
  const holds = (bound: number) =>
    totalOf(times.filter(({ withinSeconds }) => withinSeconds <= bound)) >= rank
  return bounds.find(holds) as number
}
