import type { ElectionDay } from '../election-day.ts'

/**
 * How many links may be mailed in a day, given what SES takes in 24 hours. SES counts the last 24 hours, in which
 * links of two days can fall: four fifths of it at most, so a fifth is left for mails that stop an SMS.
 */
export function linksPerDay(mailsPerDay: number): number {
  return Math.floor((mailsPerDay * 2) / 5)
}

/** What an address is mailed first in a day, a link or a code, and what goes to one that had one of its kind that day. */
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

/**
 * Of a day's links and codes, what codes may use, and what repeats may: whoever asks again and again, or for codes,
 * leaves half of them to who asks for a link once.
 */
const shareOfPool = 0.25

export function mayMailLink(counts: LinkCounts, mailsPerDay: number, pool: LinkPool): boolean {
  const most = linksPerDay(mailsPerDay)
  return counts.all < most && (pool === 'links' || counts[pool] < most * shareOfPool)
}

export interface LinkDays {
  find(day: ElectionDay): Promise<LinkCounts>
  count(day: ElectionDay, more: LinkCounts): Promise<void>
}
