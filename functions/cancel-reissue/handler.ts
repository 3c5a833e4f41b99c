import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { dynamoCancellations } from '../../shared/adapters/dynamo-cancellations.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { sqsReissueQueue } from '../../shared/adapters/sqs-reissue-queue.ts'
import { typed } from '../../shared/contract/fields.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler, readBody } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { cancelReissue } from './cancel-reissue.ts'
import { environment } from './environment.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  cancellations: dynamoCancellations(database, {
    reissues: settings.REISSUES_TABLE,
    voters: settings.VOTERS_TABLE,
    phones: settings.PHONES_TABLE,
  }),
  mailQueue: sqsReissueQueue(new SQSClient(clientDefaults), settings.MAIL_QUEUE_URL),
  clock: () => new Date(),
  journal,
}

const body = z.object({ token: typed(16_384) })

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ json, pathParameters: { id = '' } }) => {
    const { token } = readBody(body, json)
    const reissueId = id.slice(0, 64).toWellFormed()
    const cancelling = await cancelReissue(
      { ...dependencies, keys: await keys() },
      { reissueId, token },
    )
    if (cancelling.outcome !== 'cancelled') {
      journal({ event: 'cancellation.refused', reason: cancelling.outcome })
      throw new Problem(cancelling.outcome)
    }
    journal({ event: 'reissue.cancelled', reissueId })
    return { status: 204 }
  },
)
