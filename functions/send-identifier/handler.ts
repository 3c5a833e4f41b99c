import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSendings } from '../../shared/adapters/dynamo-sendings.ts'
import { dynamoSmsDays } from '../../shared/adapters/dynamo-sms-days.ts'
import { snsSmsCarrier } from '../../shared/adapters/sns-sms-carrier.ts'
import { sqsReissueQueue } from '../../shared/adapters/sqs-reissue-queue.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-visibility.ts'
import { reissueMessage } from '../../shared/contract/queue-messages.ts'
import { clientDefaults, snsDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { type Consumption, queueHandler } from '../../shared/runtime/queue.ts'
import { rateLimiterPool } from '../../shared/runtime/rate-limiter.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
import { environment } from './environment.ts'
import { type Sending, sendIdentifier } from './send-identifier.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const sqs = new SQSClient(clientDefaults)
const keys = derivedKeys(new SecretsManagerClient(clientDefaults), settings)
const dependencies = {
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  sendings: dynamoSendings(database, {
    reissues: settings.REISSUES_TABLE,
    voters: settings.VOTERS_TABLE,
    phones: settings.PHONES_TABLE,
  }),
  smsDays: dynamoSmsDays(database, settings.SMS_DAYS_TABLE),
  carrier: snsSmsCarrier(new SNSClient(snsDefaults), {
    senderId: election.senderId,
    maximumPriceUsd: election.smsMaxPriceUsd,
  }),
  mailQueue: sqsReissueQueue(sqs, settings.MAIL_QUEUE_URL),
  election,
  clock: () => new Date(),
  journal,
}

const paces = rateLimiterPool(settings.SMS_PER_SECOND, { now: () => performance.now(), sleep })

export const handler = queueHandler({
  schema: reissueMessage,
  hideMessage: sqsHideMessage(sqs, settings.QUEUE_URL),
  begin() {
    const pace = paces.take()
    return {
      async consume({ reissueId }, delivery) {
        const sending = await sendIdentifier(
          { ...dependencies, turn: pace.turn, keys: await keys() },
          reissueId,
          delivery,
        )
        return consumed(reissueId, sending)
      },
      end: pace.rest,
    }
  },
})

function consumed(reissueId: string, sending: Sending): Consumption {
  switch (sending.outcome) {
    case 'sent':
      journal({ event: 'identifier.sent', reissueId, messageId: sending.messageId })
      return 'done'
    case 'refused':
      journal({ event: 'identifier.refused', reissueId, failure: sending.failure })
      return 'done'
    case 'held':
      journal({ event: 'sms.held', reissueId, until: sending.until.toISOString() })
      return 'done'
    case 'absent':
    case 'over':
      journal({ event: 'message.dropped', reissueId, why: sending.outcome })
      return 'done'
    case 'not-taken':
      journal({ event: 'sms.not-taken', reissueId, why: sending.why })
      return 'later'
    case 'busy':
      return 'later'
  }
}
