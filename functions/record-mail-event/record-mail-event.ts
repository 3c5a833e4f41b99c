import { findSettledReissue, type SettledReads } from '../../shared/access/find-settled-reissue.ts'
import type { MailEvent } from '../../shared/contract/mail-events.ts'
import {
  type DomainFailures,
  domainOf,
  isCountedForDomain,
} from '../../shared/domain/mail/refusing-domains.ts'
import type { MailWait } from '../../shared/domain/reissue/due-times.ts'
import { delayAfterBounce } from '../../shared/domain/reissue/reissue-notifications.ts'
import {
  addressEpoch,
  type FailedMails,
  type MailFailure,
  mailFailureOf,
} from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { failureIn } from './read-mail-event.ts'

export type MailEventResult =
  | { outcome: 'recorded'; why: MailFailure['why']; isFinal: boolean }
  | { outcome: 'unchanged' }
  | { outcome: 'former' }
  | { outcome: 'unknown' | 'no-failure' | 'busy' }

/** Updates the request first, then the voter's item: an event redelivered after a crash still updates both. */
export async function recordMailEvent(
  dependencies: Dependencies,
  event: MailEvent & { mailedAt: ElectionInstant; at: ElectionInstant },
): Promise<MailEventResult> {
  const { voters, failedMails, domainFailures } = dependencies
  const { addressId, reissueId, mailedAt, at } = event
  const cause = failureIn(event)
  if (!cause) return { outcome: 'no-failure' }
  if (addressId === '') return { outcome: 'former' }
  const voter = await voters.findAddressee(addressId)
  if (!voter) return { outcome: 'unknown' }
  const { mailClearedAt, voterId } = voter
  const isFormerAddress = addressEpoch(voter).voterId !== addressId
  if (isFormerAddress || (mailClearedAt && mailClearedAt >= mailedAt)) return { outcome: 'former' }

  // A complaint proves that the mail arrived, so the SMS is not delayed.
  if (reissueId !== '' && cause.final && cause.why !== 'complaint') {
    if (!(await delaySms(dependencies, reissueId))) return { outcome: 'busy' }
  }
  const failure = { addressId, at, ...cause }
  const isRecorded = await failedMails.record(voterId, { ...failure, mailedAt })
  if (!isRecorded) return { outcome: 'unchanged' }
  if (isCountedForDomain(failure, mailFailureOf(voter))) {
    await domainFailures.count(at, domainOf(voter.email)).catch(() => {})
  }
  return { outcome: 'recorded', why: cause.why, isFinal: cause.final === true }
}

async function delaySms(dependencies: Dependencies, reissueId: string): Promise<boolean> {
  const reissue = await findSettledReissue(dependencies, reissueId)
  return !reissue || delayAfterBounce(dependencies, reissue)
}

interface Dependencies
  extends SettledReads,
    Pick<ReissuePorts, 'voters' | 'reissueMails' | 'clock'> {
  failedMails: FailedMails
  election: MailWait
  domainFailures: Pick<DomainFailures, 'count'>
}
