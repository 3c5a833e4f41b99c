import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSendings } from '../adapters/dynamo-sendings.ts'
import { snsSmsCarrier } from '../adapters/sns-sms-carrier.ts'
import { clientDefaults, snsDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { journal } from '../runtime/journal.ts'
import { queueHandler } from '../runtime/queue.ts'
import { derivedKeys } from '../runtime/secrets.ts'
import { readElection } from '../runtime/settings.ts'
import { environment } from './environment.ts'
import { sendIdentifier } from './send-identifier.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const keys = derivedKeys(new SecretsManagerClient(clientDefaults), settings)
const dependencies = {
  sendings: dynamoSendings(database, {
    reissues: settings.REISSUES_TABLE,
    voters: settings.VOTERS_TABLE,
    phones: settings.PHONES_TABLE,
  }),
  carrier: snsSmsCarrier(new SNSClient(snsDefaults), {
    senderId: election.senderId,
    maximumPriceUsd: election.smsMaxPriceUsd,
  }),
  signature: election.smsSignature,
  clock: () => new Date(),
}

export const handler = queueHandler(async (reissueId) => {
  const sending = await sendIdentifier({ ...dependencies, keys: await keys() }, reissueId)
  switch (sending.outcome) {
    case 'sent':
      journal({ event: 'identifier.sent', reissueId, messageId: sending.messageId })
      return 'done'
    case 'refused':
      journal({ event: 'identifier.refused', reissueId, refusal: sending.refusal })
      return 'done'
    case 'absent':
    case 'over':
      journal({ event: 'message.dropped', reissueId, why: sending.outcome })
      return 'done'
    case 'busy':
      return 'later'
  }
})
