import type { ElectionDay } from '../election-day.ts'

/** SES's quota is for 24 hours, which may span two days. The links of both days then leave other e-mails about a fifth. */
export function linksPerDay(mailsPerDay: number): number {
  return Math.floor((mailsPerDay * 2) / 5)
}

export type QuotaPool = 'links' | 'codes' | 'repeats'

export interface LinkCounts {
  total: number
  codes: number
  repeats: number
}

export const zeroLinkCounts: LinkCounts = { total: 0, codes: 0, repeats: 0 }

export function countsOfOneMail(pool: QuotaPool): LinkCounts {
  return { ...zeroLinkCounts, total: 1, ...(pool !== 'links' && { [pool]: 1 }) }
}

const shareOfPool = 0.25

export function mayMailLink(counts: LinkCounts, mailsPerDay: number, pool: QuotaPool): boolean {
  const limit = linksPerDay(mailsPerDay)
  return counts.total < limit && (pool === 'links' || counts[pool] < limit * shareOfPool)
}

export interface LinkDays {
  find(day: ElectionDay): Promise<LinkCounts>
  count(day: ElectionDay, counts: LinkCounts): Promise<void>
}
