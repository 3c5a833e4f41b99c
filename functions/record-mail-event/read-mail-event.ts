import type { MailEvent } from '../../shared/contract/mail-events.ts'
import type { MailFailure } from '../../shared/domain/voter/voter.ts'

type FailureCause = Pick<MailFailure, 'why' | 'final'>

/** Event fields: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
export function failureIn(event: MailEvent): FailureCause | undefined {
  switch (event.eventType) {
    case 'Bounce':
      return event.bounceType === 'Permanent'
        ? { why: finalReasonOf(event), final: true }
        : { why: event.bounceSubType === 'MailboxFull' ? 'full' : 'unclear' }
    case 'Complaint':
      if (event.complaintSubType === suppressedSubtype) return { why: 'suppressed', final: true }
      if (['not-spam', 'auth-failure'].includes(event.feedbackType)) return undefined
      return { why: 'complaint', final: true }
    case 'DeliveryDelay':
      return { why: event.delayType === 'MailboxFull' ? 'full' : 'slow' }
  }
}

const suppressedSubtype = 'OnAccountSuppressionList'

function finalReasonOf({ bounceSubType, status }: MailEvent): MailFailure['why'] {
  if (bounceSubType === suppressedSubtype || bounceSubType === 'Suppressed') return 'suppressed'
  // The domain does not exist, or no route leads to it.
  if (/^5\.(1\.2|4\.4)\b/.test(status)) return 'unknown-domain'
  if (/^5\.2\.2\b/.test(status)) return 'full'
  // The address is malformed, or its mailbox is missing, moved or closed. For a missing one, Exchange sends 5.1.10 or 5.4.1.
  if (/^5\.(1\.([136]|10)|2\.1|4\.1)\b/.test(status)) return 'unknown-address'
  return 'refused'
}
