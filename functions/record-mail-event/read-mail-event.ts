import type { MailEvent } from '../../shared/contract/mail-events.ts'
import type { MailFailure } from '../../shared/domain/voter/voter.ts'

type FailureCause = Pick<MailFailure, 'why' | 'final'>

/**
 * Returns the reported failure, if any. SES suppresses an address after a hard bounce or a complaint:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function failureIn(event: MailEvent): FailureCause | undefined {
  switch (event.eventType) {
    case 'Bounce':
      return event.bounceType === 'Permanent'
        ? { why: finalReasonOf(event), final: true }
        : { why: event.bounceSubType === 'MailboxFull' ? 'full' : 'unclear' }
    case 'Complaint':
      if (event.complaintSubType === onSuppressionList) return { why: 'suppressed', final: true }
      // These types are not complaints: failed authentication, and mail marked as not spam.
      if (['not-spam', 'auth-failure'].includes(event.feedbackType)) return undefined
      return { why: 'complaint', final: true }
    case 'DeliveryDelay':
      return { why: event.delayType === 'MailboxFull' ? 'full' : 'slow' }
  }
}

const onSuppressionList = 'OnAccountSuppressionList'

/** Most bounces share one SES subtype, so the mail server's status (RFC 3463) decides if there is one. */
function finalReasonOf({ bounceSubType, status }: MailEvent): MailFailure['why'] {
  if (bounceSubType === onSuppressionList || bounceSubType === 'Suppressed') return 'suppressed'
  // No such domain, or no route to it.
  if (/^5\.(1\.2|4\.4)\b/.test(status)) return 'unknown-domain'
  if (/^5\.2\.2\b/.test(status)) return 'full'
  // The mailbox is missing, moved or closed. Exchange reports a missing one as 5.1.10 or, online, as 5.4.1.
  if (bounceSubType === 'NoEmail' || /^5\.(1\.([136]|10)|2\.1|4\.1)\b/.test(status)) {
    return 'unknown-address'
  }
  return 'refused'
}
