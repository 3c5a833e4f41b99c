import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { originToken } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
import { environment } from './environment.ts'
import { showBooth } from './show-booth.ts'

const settings = readEnvironment(environment)
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  election: readElection(),
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ spaceClaim, boothClaim }) => {
    if (!spaceClaim || !boothClaim) throw new Problem('unauthenticated')
    const view = await showBooth(dependencies, {
      space: spaceClaim,
      booth: boothClaim,
      now: new Date(),
    })
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { ballots: view.ballots } }
  },
)
