import type { ElectionDay } from '../election-day.ts'

/**
 * Links and codes that may be mailed in a day. SES's quota is of the last 24 hours, in which links of two days can fall:
 * four fifths of it at most, so a fifth is left for mails with a stop link.
 */
export function linksPerDay(mailsPerDay: number): number {
  return Math.floor((mailsPerDay * 2) / 5)
}

/** The first link or code of an address in a day, and repeats of its kind. */
export type LinkPool = 'links' | 'codes' | 'repeats'

export interface LinkCounts {
  all: number
  codes: number
  repeats: number
}

export const noLinks: LinkCounts = { all: 0, codes: 0, repeats: 0 }

export function oneOf(pool: LinkPool): LinkCounts {
  return { ...noLinks, all: 1, ...(pool !== 'links' && { [pool]: 1 }) }
}

/** Codes, and repeats, may each use a quarter: half is left to those who ask for a link once. */
const shareOfPool = 0.25

export function mayMailLink(counts: LinkCounts, mailsPerDay: number, pool: LinkPool): boolean {
  const most = linksPerDay(mailsPerDay)
  return counts.all < most && (pool === 'links' || counts[pool] < most * shareOfPool)
}

export interface LinkDays {
  find(day: ElectionDay): Promise<LinkCounts>
  count(day: ElectionDay, more: LinkCounts): Promise<void>
}
