/** How long after their request SMS were handed over, and what became of them, by territory of the phone. */
export interface TerritoryHandovers {
  /** ISO 3166 code. */
  territory: string
  /** Those of which a receipt says that they did not arrive. */
  failed: number
  /** How many were handed over within so many seconds of their request, and not within the bound before. */
  handedOver: { withinSeconds: number; count: number }[]
}

/** Of a number that belongs to no territory, or of a request from before it was noted. */
export const unknownTerritory = 'ZZ'

/** Whoever is one of fewer might be told from the others. */
const fewestShown = 20

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

/** Within what time these shares of the SMS were handed over: each an upper bound. */
export interface Quantiles {
  half: number
  threeQuarters: number
  nineTenths: number
}

export interface HandoverTimes {
  handedOver: number
  withinSeconds: Quantiles | null
}

/**
 * What may be published of a day. A territory with fewer than 20 is not shown, nor is one more if what is left
 * out could be told from the whole.
 */
export function publishedTimes(counted: readonly TerritoryHandovers[]): {
  sms: HandoverTimes
  territories: ({ territory: string; failed: number } & HandoverTimes)[]
} {
  const all = counted
    .map(({ territory, failed, handedOver }) => ({ territory, failed, ...timesOf(handedOver) }))
    .sort((one, other) => one.handedOver - other.handedOver)
  let hidden = 0
  const shown = all.filter(({ territory, handedOver }) => {
    const isHidden =
      territory === unknownTerritory ||
      handedOver < fewestShown ||
      (hidden > 0 && hidden < fewestShown)
    if (isHidden) hidden += handedOver
    return !isHidden
  })
  return {
    sms: timesOf(counted.flatMap(({ handedOver }) => handedOver)),
    territories: shown.reverse(),
  }
}

function timesOf(counts: TerritoryHandovers['handedOver']): HandoverTimes {
  const handedOver = counts.reduce((sum, { count }) => sum + count, 0)
  if (handedOver === 0) return { handedOver, withinSeconds: null }
  const within = (share: number) => boundHolding(counts, Math.ceil(handedOver * share))
  return {
    handedOver,
    withinSeconds: { half: within(0.5), threeQuarters: within(0.75), nineTenths: within(0.9) },
  }
}

function boundHolding(counts: TerritoryHandovers['handedOver'], rank: number): number {
  const bounds = counts.map(({ withinSeconds }) => withinSeconds).sort((one, other) => one - other)
  const holds = (bound: number) =>
    counts.reduce((sum, one) => sum + (one.withinSeconds <= bound ? one.count : 0), 0) >= rank
  return bounds.find(holds) as number
}
