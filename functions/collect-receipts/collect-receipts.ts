import type { CloudWatchLogsDecodedData } from 'aws-lambda'
import * as z from 'zod/mini'
import { smsMessageId } from '../../shared/contract/queue-messages.ts'
import { jsonIn } from '../../shared/domain/json-in.ts'
import type { Receipt, SmsFailure, SmsLimit } from '../../shared/domain/sms/sms-delivery.ts'

// SNS's log of an SMS holds the whole number: only these members are read.
// https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
const deliveryLog = z.object({
  notification: z.object({ messageId: smsMessageId }),
  delivery: z.object({ providerResponse: z.optional(z.string()) }),
  status: z.enum(['SUCCESS', 'FAILURE']),
})

/** Words in the carriers' answers, most telling first. */
const failureWords: [RegExp, SmsFailure, SmsLimit?][] = [
  [/opted out/i, 'opted-out'],
  [/invalid phone number/i, 'invalid-number'],
  // The month's spend, which AWS does not list; then a price or a rate. A carrier says « suspended » of a subscriber.
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
  unreadable: number
} {
  // CloudWatch checks its destination now and then.
  if (messageType === 'CONTROL_MESSAGE') return { receipts: [], unreadable: 0 }
  const receipts = logEvents.flatMap(({ message, timestamp }) => readReceipt(message, timestamp))
  return { receipts, unreadable: logEvents.length - receipts.length }
}

function readReceipt(message: string, timestamp: number): Receipt[] {
  const parsed = deliveryLog.safeParse(jsonIn(message))
  const at = new Date(timestamp)
  if (!parsed.success || Number.isNaN(at.getTime())) return []
  const { notification, delivery, status } = parsed.data
  const { messageId } = notification
  if (status === 'SUCCESS') return [{ messageId, at }]
  return [{ messageId, at, ...failureOf(delivery.providerResponse ?? '') }]
}

export function failureOf(
  providerResponse: string,
): Required<Pick<Receipt, 'failure'>> & Pick<Receipt, 'limit'> {
  const [, failure = 'unknown', limit] =
    failureWords.find(([words]) => words.test(providerResponse)) ?? []
  return { failure, ...(limit && { limit }) }
}
