import type { CloudWatchLogsDecodedData } from 'aws-lambda'
import * as z from 'zod/mini'
import { smsMessageId } from '../../shared/contract/queue-messages.ts'
import { parseJson } from '../../shared/domain/read-text.ts'
import type { Receipt, SmsFailure, SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'

// SNS also logs the phone number, so only these members are read.
// https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
const deliveryLog = z.object({
  notification: z.object({ messageId: smsMessageId }),
  delivery: z.object({ providerResponse: z.optional(z.string()) }),
  status: z.enum(['SUCCESS', 'FAILURE']),
})

const failurePatterns: [RegExp, SmsFailure, SmsLimit?][] = [
  [/opted out/i, 'opted-out'],
  [/invalid phone number/i, 'invalid-number'],
  // The SNS developer guide lists no text for a used-up spend limit.
  [/\bno quota left\b|\bspend(ing)? limit\b/i, 'service-limit', 'account'],
  [/max(imum)? price|rate exceeded|message body/i, 'service-limit', 'territory'],
  [/blocked|spam/i, 'blocked'],
  [/unreachable|unavailable/i, 'unreachable'],
]

export function readReceipts({
  messageType,
  logEvents,
}: Pick<CloudWatchLogsDecodedData, 'messageType' | 'logEvents'>): {
  receipts: Receipt[]
  unreadCount: number
} {
  // CloudWatch Logs sends control messages to check that it reaches this function.
  if (messageType === 'CONTROL_MESSAGE') return { receipts: [], unreadCount: 0 }
  const receipts = logEvents.flatMap(({ message, timestamp }) => readReceipt(message, timestamp))
  return { receipts, unreadCount: logEvents.length - receipts.length }
}

function readReceipt(message: string, timestamp: number): Receipt[] {
  const parsedLog = deliveryLog.safeParse(parseJson(message))
  const at = new Date(timestamp)
  if (!parsedLog.success || Number.isNaN(at.getTime())) return []
  const { notification, delivery, status } = parsedLog.data
  const { messageId } = notification
  if (status === 'SUCCESS') return [{ messageId, at }]
  return [{ messageId, at, ...failureOf(delivery.providerResponse ?? '') }]
}

export function failureOf(
  providerResponse: string,
): Required<Pick<Receipt, 'failure'>> & Pick<Receipt, 'limit'> {
  const [, failure = 'unknown', limit] =
    failurePatterns.find(([pattern]) => pattern.test(providerResponse)) ?? []
  return { failure, ...(limit && { limit }) }
}
