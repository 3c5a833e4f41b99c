import * as z from 'zod/mini'
import { instantText } from '../domain/instant-text.ts'
import { mailTags } from '../domain/mail/mail.ts'
import { voterId } from './queue-messages.ts'

/** SES's events that a mail did not arrive, or not in time, by the name that EventBridge gives them. */
export const mailEventTypes = {
  'Email Bounced': 'Bounce',
  'Email Complaint Received': 'Complaint',
  'Email Delivery Delayed': 'DeliveryDelay',
} as const

/**
 * What the queue gets of an event, and where EventBridge finds it: all that is needed and no address, which SES writes
 * in `mail.destination`, in each recipient and often in what a mail server says (`diagnosticCode`).
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const mailEventPaths = {
  // First what mail servers write: EventBridge escapes nothing, and of two values of one name the last one counts.
  bounceType: '$.detail.bounce.bounceType',
  bounceSubType: '$.detail.bounce.bounceSubType',
  status: '$.detail.bounce.bouncedRecipients[0].status',
  complaintSubType: '$.detail.complaint.complaintSubType',
  feedbackType: '$.detail.complaint.complaintFeedbackType',
  delayType: '$.detail.deliveryDelay.delayType',
  eventType: '$.detail.eventType',
  addressId: `$.detail.mail.tags.${mailTags.address}[0]`,
  reissueId: `$.detail.mail.tags.${mailTags.reissue}[0]`,
  mailedAt: '$.detail.mail.timestamp',
  at: '$.time',
} as const

/** Each variable in quotes, so that one which an event has not leaves the message readable, and is empty in it. */
export const mailEventTemplate = JSON.stringify(
  Object.fromEntries(Object.keys(mailEventPaths).map((name) => [name, `<${name}>`])),
)

const orEmpty = <Schema extends z.ZodMiniType>(schema: Schema) => z.union([schema, z.literal('')])
/** Cut, not refused: the rest of the message is right. */
const word = z.string().check(z.overwrite((text) => text.slice(0, 100)))

export const mailEventMessage = z.object({
  eventType: z.enum(mailEventTypes),
  addressId: orEmpty(voterId),
  reissueId: orEmpty(z.uuid()),
  mailedAt: instantText,
  at: instantText,
  bounceType: word,
  bounceSubType: word,
  status: word,
  complaintSubType: word,
  feedbackType: word,
  delayType: word,
} satisfies Record<keyof typeof mailEventPaths, z.ZodMiniType>)

export type MailEvent = z.output<typeof mailEventMessage>
