import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoPasswordLinks } from '../adapters/dynamo-password-links.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { sesMailer } from '../adapters/ses-mailer.ts'
import { sqsPostpone } from '../adapters/sqs-postpone.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { journal } from '../runtime/journal.ts'
import { passwordLinkMessage } from '../runtime/messages.ts'
import { paceKeeper } from '../runtime/pace.ts'
import { queueHandler } from '../runtime/queue.ts'
import { derivedKeys } from '../runtime/secrets.ts'
import { readElection } from '../runtime/settings.ts'
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

const paces = paceKeeper(settings.MAILS_PER_SECOND, { now: () => performance.now(), sleep })

export const handler = queueHandler({
  schema: passwordLinkMessage,
  postpone: sqsPostpone(new SQSClient(clientDefaults), settings.QUEUE_URL),
  begin() {
    const pace = paces.take()
    return {
      async consume(request, { messageId }) {
        const mailing = await mailPasswordLink(
          { ...dependencies, turn: pace.turn, keys: await keys() },
          request,
          messageId,
        )
        journal({ event: 'link.handled', mailing })
        return mailing === 'busy' ? 'later' : 'done'
      },
      end: pace.rest,
    }
  },
})
