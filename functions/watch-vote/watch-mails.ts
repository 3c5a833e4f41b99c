import { secondsLater } from '../../shared/domain/instants.ts'
import { type DomainFailures, refusingDomains } from '../../shared/domain/mail/refusing-domains.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

/** Says once a minute, for as long as it is so, that a domain does not take the mails of its voters. */
export async function watchMails({ domainFailures, clock, journal }: Dependencies): Promise<void> {
  const now = clock()
  // An hour begins with no count: that of before is still news.
  const hours = [now, secondsLater(now, -3600)].map((at) => domainFailures.find(at))
  for (const refusing of refusingDomains(...(await Promise.all(hours)))) {
    journal({ event: 'mail.refused-by-domain', ...refusing })
  }
}

interface Dependencies extends Pick<ReissuePorts, 'clock' | 'journal'> {
  domainFailures: Pick<DomainFailures, 'find'>
}
