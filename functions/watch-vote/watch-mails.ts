import { secondsLater } from '../../shared/domain/instants.ts'
import { type DomainFailures, refusingDomains } from '../../shared/domain/mail/refusing-domains.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export async function watchMails({ domainFailures, clock, journal }: Dependencies): Promise<void> {
  const now = clock()
  const hourlyCounts = [now, secondsLater(now, -3600)].map((at) => domainFailures.find(at))
  for (const domain of refusingDomains(...(await Promise.all(hourlyCounts)))) {
    journal({ event: 'mail.refused-by-domain', ...domain })
  }
}

interface Dependencies extends Pick<ReissuePorts, 'clock' | 'journal'> {
  domainFailures: Pick<DomainFailures, 'find'>
}
