import * as z from 'zod/mini'
import { accountNews } from '../domain/account/account-news.ts'
import { instantText } from '../domain/instant-text.ts'
import { smsFailures, smsLimits } from '../domain/sms/sms-delivery.ts'

// What a queue may hold: ids, and nothing that says whose they are.

export const reissueMessage = z.object({ reissueId: z.uuid() })

export const voterId = z.string().check(z.regex(/^[\w-]{22}$/))

/** Of a request that is under way when the vote is suspended, or goes on. */
const suspensionMessage = z.object({ reissueId: z.uuid(), phase: z.int().check(z.gte(1)) })

export const mailMessage = z.union([
  suspensionMessage,
  reissueMessage,
  z.object({ news: z.enum(accountNews), voterId, at: instantText }),
])

export const passwordLinkMessage = z.object({
  voterId,
  requestedAt: instantText,
  wants: z.optional(z.literal('sign-in-code')),
})

/** As SNS gives it. It goes to the journal: nothing else that SNS logs of an SMS may take its place. */
export const smsMessageId = z.guid()

export const receiptMessage = z.object({
  messageId: smsMessageId,
  failure: z.optional(z.enum(smsFailures)),
  limit: z.optional(z.enum(smsLimits)),
  at: instantText,
})

/**
 * Attribute of a message that was put again: when it was put first, in milliseconds since 1970. SQS itself knows when
 * it was put last.
 */
export const firstPutAt = 'FirstPutAt'
