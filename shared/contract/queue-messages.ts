import * as z from 'zod/mini'
import { accountNotificationKinds } from '../domain/account/account-notifications.ts'
import { instantText } from '../domain/instant-text.ts'
import { smsFailures, smsLimits } from '../domain/sms/sms-delivery.ts'
import { reissueMessage, voterId } from './sms-message.ts'

// Messages name voters, requests and SMS by opaque ids only.

const suspensionMessage = z.object({ reissueId: z.uuid(), phase: z.int().check(z.gte(1)) })

export const mailMessage = z.union([
  suspensionMessage,
  reissueMessage,
  z.object({ news: z.enum(accountNotificationKinds), voterId, at: instantText }),
])

export const passwordLinkMessage = z.object({
  voterId,
  requestedAt: instantText,
  wants: z.optional(z.literal('sign-in-code')),
})

/** Must be a GUID, because functions log it, and no log may hold a phone number. */
export const smsMessageId = z.guid()

export const receiptMessage = z.object({
  messageId: smsMessageId,
  failure: z.optional(z.enum(smsFailures)),
  limit: z.optional(z.enum(smsLimits)),
  at: instantText,
})
