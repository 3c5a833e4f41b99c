import * as z from 'zod/mini'
import { instantText } from '../domain/instant-text.ts'
import { mailTags } from '../domain/mail/mail.ts'
import { voterId } from './sms-message.ts'

export const mailEventTypes = {
  'Email Bounced': 'Bounce',
  'Email Complaint Received': 'Complaint',
  'Email Delivery Delayed': 'DeliveryDelay',
} as const

// Leaves out fields that contain e-mail addresses, such as `mail.destination`.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
export const mailEventPaths = {
  // Values that mail servers may choose come first: EventBridge does not escape them, and the last of equal keys wins.
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

export const mailEventTemplate = JSON.stringify(
  Object.fromEntries(Object.keys(mailEventPaths).map((name) => [name, `<${name}>`])),
)

const allowEmpty = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.union([schema, z.literal('')])
const shortText = z.string().check(z.overwrite((text) => text.slice(0, 100)))

export const mailEventMessage = z.object({
  eventType: z.enum(mailEventTypes),
  addressId: allowEmpty(voterId),
  reissueId: allowEmpty(z.uuid()),
  mailedAt: instantText,
  at: instantText,
  bounceType: shortText,
  bounceSubType: shortText,
  status: shortText,
  complaintSubType: shortText,
  feedbackType: shortText,
  delayType: shortText,
} satisfies Record<keyof typeof mailEventPaths, z.ZodMiniType>)

export type MailEvent = z.output<typeof mailEventMessage>
