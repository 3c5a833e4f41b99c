import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSmsReceipts } from '../../shared/adapters/dynamo-sms-receipts.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-visibility.ts'
import { receiptMessage } from '../../shared/contract/queue-messages.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { environment } from './environment.ts'
import { recordReceipt } from './record-receipt.ts'

const settings = readEnvironment(environment)
const smsReceipts = dynamoSmsReceipts(
  DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults)),
  {
    reissues: settings.REISSUES_TABLE,
    voters: settings.VOTERS_TABLE,
    phones: settings.PHONES_TABLE,
  },
  settings.SMS_MESSAGE_INDEX,
)

/**
 * A receipt may come before the sender wrote the id of its SMS, or before the index shows it. Beyond, the
 * SMS is not ours, or its sender died and the request has had another since.
 */
const patienceSeconds = 300

export const handler = queueHandler({
  schema: receiptMessage,
  hideMessage: sqsHideMessage(new SQSClient(clientDefaults), settings.QUEUE_URL),
  begin: () => ({
    async consume({ messageId, failure, at }, _, ageSeconds) {
      const recording = await recordReceipt(smsReceipts, {
        messageId,
        at,
        ...(failure && { failure }),
      })
      switch (recording.outcome) {
        case 'recorded':
          journal({
            event: 'receipt.recorded',
            reissueId: recording.reissueId,
            ...(failure && { failure }),
          })
          return 'done'
        case 'unchanged':
          journal({ event: 'receipt.dropped', messageId, why: 'unchanged' })
          return 'done'
        case 'unknown':
          if (ageSeconds < patienceSeconds) return 'later'
          journal({ event: 'receipt.dropped', messageId, why: 'unknown' })
          return 'done'
      }
    },
  }),
})
