import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoReissueMails } from '../../shared/adapters/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { sesMailer } from '../../shared/adapters/ses-mailer.ts'
import { sqsHideMessage } from '../../shared/adapters/sqs-visibility.ts'
import { mailMessage } from '../../shared/contract/queue-messages.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { queueHandler } from '../../shared/runtime/queue.ts'
import { derivedKeys } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
import { environment } from './environment.ts'
import { tellOfAccount } from './tell-of-account.ts'
import { tellOfReissue } from './tell-of-reissue.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const keys = derivedKeys(new SecretsManagerClient(clientDefaults), settings)
const dependencies = {
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  mailer: sesMailer(new SESClient(clientDefaults), election.mail.from),
  reissueMails: dynamoReissueMails(database, settings.REISSUES_TABLE),
  election,
  siteUrl: settings.SITE_URL,
}

export const handler = queueHandler({
  schema: mailMessage,
  hideMessage: sqsHideMessage(new SQSClient(clientDefaults), settings.QUEUE_URL),
  begin: () => ({
    async consume(message, _, ageSeconds) {
      if ('news' in message) {
        const telling = await tellOfAccount(dependencies, message, ageSeconds)
        journal({ event: 'account-mail.handled', news: message.news, telling })
        return telling === 'not-yet' ? 'later' : 'done'
      }
      const { reissueId } = message
      const news = await tellOfReissue({ ...dependencies, keys: await keys() }, reissueId)
      if (news === 'absent' || news === 'over') {
        journal({ event: 'message.dropped', reissueId, why: news })
      } else {
        journal({ event: 'reissue-mail.sent', reissueId, news })
      }
      return 'done'
    },
  }),
})
