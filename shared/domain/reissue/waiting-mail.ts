import type { Clock } from '../instants.ts'
import { nextSweep } from './due-times.ts'
import type { Reissue } from './reissue.ts'
import type { ReissueMails } from './reissue-news.ts'

interface Waiting {
  reissueMails: Pick<ReissueMails, 'postpone'>
  clock: Clock
}

/**
 * The message of this mail goes back to its queue. The sweep must not bring another meanwhile: in an outage of hours
 * each would wait as well, and there would be more of them every few minutes. If this fails there is one more.
 */
export async function leaveToItsMessage(
  { reissueMails, clock }: Waiting,
  reissue: Pick<Reissue, 'reissueId' | 'requestedAt'>,
): Promise<void> {
  await reissueMails.postpone(reissue.reissueId, nextSweep(reissue, clock())).catch(() => {})
}
