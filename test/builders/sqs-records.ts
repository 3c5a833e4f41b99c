import type { Context, SQSRecord } from 'aws-lambda'

export function anSqsRecord(
  body: string,
  { messageId = 'message', receives = 1, sentAt = Date.now() } = {},
): SQSRecord {
  return {
    ...{ messageId, receiptHandle: messageId, body, md5OfBody: '', messageAttributes: {} },
    ...{ eventSource: 'aws:sqs', eventSourceARN: '', awsRegion: 'eu-west-3' },
    attributes: {
      ...{ ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
      ...{ SenderId: '', ApproximateFirstReceiveTimestamp: '' },
    },
  }
}

export const withSecondsLeft = (seconds: number) =>
  ({ getRemainingTimeInMillis: () => seconds * 1000 }) as Context
