import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoPasswordLinks } from '../../shared/adapters/dynamo-password-links.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { sesMailer } from '../../shared/adapters/ses-mailer.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-visibility.ts'
import { passwordLinkMessage } from '../../shared/contract/queue-messages.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { rateLimiterPool } from '../../shared/runtime/rate-limiter.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
import { environment } from './environment.ts'
import { mailPasswordLink } from './mail-password-link.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const keys = derivedKeys(new SecretsManagerClient(clientDefaults), settings)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  passwordLinks: dynamoPasswordLinks(database, settings.PASSWORD_LINKS_TABLE),
  mailer: sesMailer(new SESClient(clientDefaults), election.mail.from),
  election,
  siteUrl: settings.SITE_URL,
  clock: () => new Date(),
}

const paces = rateLimiterPool(settings.MAILS_PER_SECOND, { now: () => performance.now(), sleep })

export const handler = queueHandler({
  schema: passwordLinkMessage,
  hideMessage: sqsHideMessage(new SQSClient(clientDefaults), settings.QUEUE_URL),
  begin() {
    const pace = paces.take()
    return {
      async consume(request, { queueMessageId }) {
        const mailing = await mailPasswordLink(
          { ...dependencies, turn: pace.turn, keys: await keys() },
          request,
          queueMessageId,
        )
        journal({ event: 'link.handled', mailing })
        return mailing === 'busy' ? 'later' : 'done'
      },
      end: pace.rest,
    }
  },
})
