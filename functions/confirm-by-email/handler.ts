import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SESClient } from '@aws-sdk/client-ses'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoConfirmations } from '../adapters/dynamo-confirmations.ts'
import { dynamoReissues } from '../adapters/dynamo-reissues.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { sesMailer } from '../adapters/ses-mailer.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { journal } from '../runtime/journal.ts'
import { queueHandler } from '../runtime/queue.ts'
import { readElection } from '../runtime/settings.ts'
import { confirmByEmail } from './confirm-by-email.ts'
import { environment } from './environment.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const dependencies = {
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  mailer: sesMailer(new SESClient(clientDefaults), election.mail.from),
  confirmations: dynamoConfirmations(database, settings.REISSUES_TABLE),
  election,
}

export const handler = queueHandler(async (reissueId) => {
  const confirmation = await confirmByEmail(dependencies, reissueId)
  if (confirmation === 'sent') journal({ event: 'confirmation.sent', reissueId })
  else journal({ event: 'message.dropped', reissueId, why: confirmation })
  return 'done'
})
