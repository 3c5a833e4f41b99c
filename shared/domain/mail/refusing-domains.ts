import type { MailFailure } from '../voter/mail-failure.ts'

export type DomainCounts = ReadonlyMap<string, number>

/** Voters of a domain whose mails did not arrive, by the hour. A lost count is no failure. */
export interface DomainFailures {
  count(at: ElectionInstant, domain: string): Promise<void>
  find(at: ElectionInstant): Promise<DomainCounts>
}

/** Reasons that concern a domain, and not one address in it. */
const ofDomain: readonly MailFailure['why'][] = ['refused', 'slow', 'unknown-domain']

/** The same voter counts again after an hour. */
const sameSeconds = 3600

export function countsAgainstDomain(failed: MailFailure, before: MailFailure | undefined): boolean {
  const isKnown =
    before?.why === failed.why && failed.at.getTime() - before.at.getTime() < sameSeconds * 1000
  return ofDomain.includes(failed.why) && !isKnown
}

/** With fewer, a personal domain would stand in the journal. */
const fewestJudged = 10

export function refusingDomains(...hours: DomainCounts[]): { domain: string; voters: number }[] {
  const sums = new Map<string, number>()
  for (const [domain, voters] of hours.flatMap((counts) => [...counts])) {
    sums.set(domain, (sums.get(domain) ?? 0) + voters)
  }
  return [...sums].flatMap(([domain, voters]) =>
    voters >= fewestJudged ? [{ domain, voters }] : [],
  )
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}
