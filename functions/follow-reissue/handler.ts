import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoReissues } from '../adapters/dynamo-reissues.ts'
import { dynamoSessions } from '../adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http.ts'
import { Problem, publicReissue } from '../runtime/problem.ts'
import { originToken } from '../runtime/secrets.ts'
import { readElection } from '../runtime/settings.ts'
import { environment } from './environment.ts'
import { followReissue } from './follow-reissue.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const dependencies = {
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ spaceClaim, pathParameters: { id = '' } }) => {
    if (!spaceClaim) throw new Problem('unauthenticated')
    // The cut may leave half a surrogate pair, which DynamoDB cannot look for.
    const reissueId = id.slice(0, 64).toWellFormed()
    const following = await followReissue(dependencies, {
      claim: spaceClaim,
      reissueId,
      now: new Date(),
    })
    if (following.outcome !== 'found') throw new Problem(following.outcome)
    return { status: 200, body: publicReissue(following.reissue, election) }
  },
)
