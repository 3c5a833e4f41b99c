import { secondsLater } from '../instants.ts'
import type { MailFailure } from '../voter/voter.ts'

export type DomainCounts = ReadonlyMap<string, number>

export interface DomainFailures {
  count(at: ElectionInstant, domain: string): Promise<void>
  find(at: ElectionInstant): Promise<DomainCounts>
}

const domainReasons: readonly MailFailure['why'][] = ['refused', 'slow', 'unknown-domain']

const repeatSeconds = 3600

export function isCountedForDomain(
  failure: MailFailure,
  lastFailure: MailFailure | undefined,
): boolean {
  const isRepeat =
    lastFailure?.why === failure.why && failure.at < secondsLater(lastFailure.at, repeatSeconds)
  return domainReasons.includes(failure.why) && !isRepeat
}

/** With fewer voters, a log entry could name a personal domain. */
const minimumVoters = 10

export function refusingDomains(...hours: DomainCounts[]): { domain: string; voters: number }[] {
  const voterCounts = new Map<string, number>()
  for (const [domain, voters] of hours.flatMap((counts) => [...counts])) {
    voterCounts.set(domain, (voterCounts.get(domain) ?? 0) + voters)
  }
  return [...voterCounts].flatMap(([domain, voters]) =>
    voters >= minimumVoters ? [{ domain, voters }] : [],
  )
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}
