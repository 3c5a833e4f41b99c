import type { MailEvent } from '../../shared/contract/mail-events.ts'
import type { MailFailure } from '../../shared/domain/voter/mail-failure.ts'

type Told = Pick<MailFailure, 'why' | 'final'>

/**
 * What an event says of the address; undefined: nothing.
 * SES gives an address up for good after a hard bounce or a complaint, and puts it on the account's suppression list.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function failureIn(event: MailEvent): Told | undefined {
  switch (event.eventType) {
    case 'Bounce':
      return event.bounceType === 'Permanent'
        ? { why: finalReasonOf(event), final: true }
        : { why: event.bounceSubType === 'MailboxFull' ? 'full' : 'unclear' }
    case 'Complaint':
      if (event.complaintSubType === onSuppressionList) return { why: 'suppressed', final: true }
      // Said of the mail, or taken back: nobody complains.
      if (['not-spam', 'auth-failure'].includes(event.feedbackType)) return undefined
      return { why: 'complaint', final: true }
    case 'DeliveryDelay':
      return { why: event.delayType === 'MailboxFull' ? 'full' : 'slow' }
  }
}

const onSuppressionList = 'OnAccountSuppressionList'

/** SES has one subtype for most, and hands on the status of the mail server (RFC 3463), if that gave one. */
function finalReasonOf({ bounceSubType, status }: MailEvent): MailFailure['why'] {
  if (bounceSubType === onSuppressionList || bounceSubType === 'Suppressed') return 'suppressed'
  // No such domain, and no route to it.
  if (/^5\.(1\.2|4\.4)\b/.test(status)) return 'unknown-domain'
  if (/^5\.2\.2\b/.test(status)) return 'full'
  // No such mailbox, one that moved or was closed. Exchange says the first in two ways that RFC 7505 and RFC 3463 give
  // to the domain and to the network: 5.1.10 (RESOLVER.ADR.RecipientNotFound), and 5.4.1 at the edge of Exchange Online.
  if (bounceSubType === 'NoEmail' || /^5\.(1\.([136]|10)|2\.1|4\.1)\b/.test(status)) {
    return 'unknown-address'
  }
  return 'refused'
}
