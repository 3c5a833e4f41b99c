import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem, publicReissue } from '../../shared/runtime/problem.ts'
import { originToken } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
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
