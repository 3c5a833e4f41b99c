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
import { showSpace } from './show-space.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const secretsManager = new SecretsManagerClient(clientDefaults)
const dependencies = {
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  election,
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ spaceClaim }) => {
    const space = spaceClaim && (await showSpace(dependencies, spaceClaim, new Date()))
    if (!space) throw new Problem('unauthenticated')
    const { initials, firstName, lastName, email, ballots } = space
    const { dates, limits, title, organiser, timeZone, helpdesk } = election
    return {
      status: 200,
      body: {
        initials,
        firstName,
        lastName,
        email,
        election: {
          title,
          organiser,
          timeZone,
          contestUntil: dates.contestUntil,
          voteOpensAt: dates.voteOpensAt,
          voteClosesAt: dates.voteClosesAt,
        },
        session: { expiresAt: space.session.expiresAt, endsAt: space.session.endsAt },
        helpdesk,
        ballots,
        reissue: {
          opensAt: dates.reissueOpensAt,
          closesAt: dates.reissueClosesAt,
          open: space.reissueOpen,
          limit: limits.reissuesPerVoter,
          remaining: space.remaining,
          passwordChangeRequired: space.passwordChangeRequired,
          bothFactorsLostUntil: space.bothFactorsLostUntil ?? null,
          latest: space.latest ? publicReissue(space.latest, election) : null,
        },
      },
    }
  },
)
