import type { SmsDay } from './sms-day.ts'
/** How long after their request SMS were handed over, and what became of them, by territory of the phone. */
export interface TerritoryHandovers {
  /** ISO 3166 code. */
  territory: string
  /** How many receipts came, whatever they say. */
  receipts: number
  /** Those of which a receipt says that they did not arrive. */
  failed: number
  /** How many were handed over within so many seconds of their request, and not within the bound before. */
  handedOver: { withinSeconds: number; count: number }[]
}

export interface TerritoryCount {
  territory: string
  count: number
}

/** The SMS that had not left at that instant although their expected time was past. */
export interface LateSms {
  at: Date
  territories: readonly TerritoryCount[]
}

/** Of a number that belongs to no territory, or of a request from before it was noted. */
export const unknownTerritory = 'ZZ'

/** Whoever is one of fewer might be told from the others. */
const fewestShown = 20

/** In an election of a few voters a smaller count, and each of its steps, would tell of one of them. */
export type PublishedCount = number | 'fewer-than-20'

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

/** With fewer, a few dead numbers would be taken for a carrier. */
const fewestJudged = 20
/** Some in a hundred fail on a usual day. */
const failingShare = 0.5

/**
 * The territories of which most SMS did not arrive, by the receipts that came since `before`.
 * @param before what had been counted of the same day
 */
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

/** The SMS that were handed over, and the receipts that came. */
export function countsOf(territories: readonly TerritoryHandovers[]): {
  handedOver: number
  receipts: number
} {
  return {
    handedOver: totalOf(territories.flatMap(({ handedOver }) => handedOver)),
    receipts: territories.reduce((sum, { receipts }) => sum + receipts, 0),
  }
}

/** Within what time these shares of the SMS were handed over: each an upper bound. */
export interface Quantiles {
  half: number
  threeQuarters: number
  nineTenths: number
}

export interface HandoverTimes<Count extends PublishedCount = number> {
  handedOver: Count
  withinSeconds: Quantiles | null
}

/** What may be published of a day. */
export function publishedTimes(counted: readonly TerritoryHandovers[]): {
  sms: HandoverTimes<PublishedCount>
  territories: ({ territory: string; failed: number } & HandoverTimes)[]
} {
  const sms = timesOf(counted.flatMap(({ handedOver }) => handedOver))
  const all = counted.map(({ territory, failed, handedOver }) => {
    return { territory, failed, ...timesOf(handedOver) }
  })
  return {
    sms: sms.handedOver < fewestShown ? { handedOver: 'fewer-than-20', withinSeconds: null } : sms,
    territories: shown(all, ({ handedOver }) => handedOver),
  }
}

/** What may be published of the SMS that are late: whether there are any is told of the whole alone. */
export function publishedLate(
  late: LateSms | undefined,
  now: Date,
): { sms: PublishedCount; territories: { territory: string; sms: number }[] } | null {
  if (!late || now.getTime() - late.at.getTime() > lateKnownSeconds * 1000) return null
  const all = late.territories.map(({ territory, count }) => ({ territory, sms: count }))
  const sms = all.reduce((sum, one) => sum + one.sms, 0)
  return {
    sms: sms === 0 || sms >= fewestShown ? sms : 'fewer-than-20',
    territories: shown(all, (one) => one.sms),
  }
}

/**
 * The territories with 20 or more, the largest first; one less if what is left out could be told from the whole.
 */
function shown<One extends { territory: string }>(
  all: readonly One[],
  countOf: (one: One) => number,
): One[] {
  let hidden = 0
  const smallestFirst = [...all].sort((one, other) => countOf(one) - countOf(other))
  return smallestFirst
    .filter((one) => {
      const isHidden =
        one.territory === unknownTerritory ||
        countOf(one) < fewestShown ||
        (hidden > 0 && hidden < fewestShown)
      if (isHidden) hidden += countOf(one)
      return !isHidden
    })
    .reverse()
}

function timesOf(counts: TerritoryHandovers['handedOver']): HandoverTimes {
  const handedOver = totalOf(counts)
  if (handedOver === 0) return { handedOver, withinSeconds: null }
  const within = (share: number) => boundHolding(counts, Math.ceil(handedOver * share))
  return {
    handedOver,
    withinSeconds: { half: within(0.5), threeQuarters: within(0.75), nineTenths: within(0.9) },
  }
}

function totalOf(counts: TerritoryHandovers['handedOver']): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}

function boundHolding(counts: TerritoryHandovers['handedOver'], rank: number): number {
  const bounds = counts.map(({ withinSeconds }) => withinSeconds).sort((one, other) => one - other)
  const holds = (bound: number) =>
    counts.reduce((sum, one) => sum + (one.withinSeconds <= bound ? one.count : 0), 0) >= rank
  return bounds.find(holds) as number
}

/** How the SMS of a day leave, as far as it is known: a count that is lost is no failure. */
export interface HandoverDays {
  /** @param handover how long after its request an SMS was handed over */
  count(day: SmsDay, handover: { territory: string; seconds: number }): Promise<void>
  /** A receipt came for one that was handed over that day. */
  countReceipt(day: SmsDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: SmsDay): Promise<TerritoryHandovers[]>
  /** Takes the place of what was recorded before. */
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}
