import type { MailFailure } from '../voter/mail-failure.ts'

/** By domain of an address. */
export type DomainCounts = ReadonlyMap<string, number>

/** How many voters of a domain their mails did not reach, by the hour. A count that is lost is no failure. */
export interface DomainFailures {
  count(at: ElectionInstant, domain: string): Promise<void>
  find(at: ElectionInstant): Promise<DomainCounts>
}

/** What says something of a domain, and not of one address in it. */
const ofDomain: readonly MailFailure['why'][] = ['refused', 'slow', 'unknown-domain']

/** The same voter counts again after an hour: who was slow last week is news today. */
const sameSeconds = 3600

/** Whether it speaks against the domain, and is not what was known already. */
export function countsAgainstDomain(failed: MailFailure, before: MailFailure | undefined): boolean {
  const isKnown =
    before?.why === failed.why && failed.at.getTime() - before.at.getTime() < sameSeconds * 1000
  return ofDomain.includes(failed.why) && !isKnown
}

/** With fewer, an address of one's own would be a domain, and a name in the journal. */
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
