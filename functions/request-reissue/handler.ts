import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoBothFactorsLostNotices } from '../adapters/dynamo-both-factors-lost-notices.ts'
import { dynamoReissueDesk } from '../adapters/dynamo-reissue-desk.ts'
import { dynamoReissues } from '../adapters/dynamo-reissues.ts'
import { dynamoSessions } from '../adapters/dynamo-sessions.ts'
import { dynamoSmsDays } from '../adapters/dynamo-sms-days.ts'
import { dynamoSmsLine } from '../adapters/dynamo-sms-line.ts'
import { dynamoVoters } from '../adapters/dynamo-voters.ts'
import { sqsAccountNewsQueue } from '../adapters/sqs-account-news-queue.ts'
import { sqsBacklog } from '../adapters/sqs-backlog.ts'
import { sqsReissueQueue } from '../adapters/sqs-reissue-queue.ts'
import { clientDefaults } from '../runtime/aws.ts'
import { readEnvironment } from '../runtime/environment.ts'
import { checkBody, httpHandler } from '../runtime/http.ts'
import { journal } from '../runtime/journal.ts'
import { Problem, publicReissue } from '../runtime/problem.ts'
import { derivedKeys, originToken } from '../runtime/secrets.ts'
import { readElection } from '../runtime/settings.ts'
import { environment } from './environment.ts'
import { reissueForm } from './reissue-form.ts'
import { isSignedIn, requestReissue } from './request-reissue.ts'

const settings = readEnvironment(environment)
const election = readElection()
const database = DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults))
const sqs = new SQSClient(clientDefaults)
const secretsManager = new SecretsManagerClient(clientDefaults)
const keys = derivedKeys(secretsManager, settings)
const dependencies = {
  sessions: dynamoSessions(database, settings.SESSIONS_TABLE),
  voters: dynamoVoters(database, settings.VOTERS_TABLE),
  desk: dynamoReissueDesk(database, {
    sessions: settings.SESSIONS_TABLE,
    voters: settings.VOTERS_TABLE,
    attempts: settings.ATTEMPTS_TABLE,
    captchas: settings.CAPTCHAS_TABLE,
    phones: settings.PHONES_TABLE,
    reissues: settings.REISSUES_TABLE,
  }),
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  smsDays: dynamoSmsDays(database, settings.SMS_DAYS_TABLE),
  smsLine: dynamoSmsLine(database, settings.SMS_DAYS_TABLE),
  backlog: sqsBacklog(sqs, settings.SMS_QUEUE_URL),
  queues: [
    sqsReissueQueue(sqs, settings.SMS_QUEUE_URL),
    sqsReissueQueue(sqs, settings.MAIL_QUEUE_URL),
  ],
  notices: dynamoBothFactorsLostNotices(database, settings.VOTERS_TABLE),
  accountNews: sqsAccountNewsQueue(sqs, settings.MAIL_QUEUE_URL),
  election,
  clock: () => new Date(),
  journal,
}

export const handler = httpHandler(
  originToken(secretsManager, settings),
  async ({ json, spaceClaim }) => {
    if (!spaceClaim) throw new Problem('unauthenticated')
    const checked = checkBody(reissueForm(election.territories, new Date()), json)
    if ('errors' in checked) {
      const signedIn = await isSignedIn(dependencies, spaceClaim)
      if (!signedIn) throw new Problem('unauthenticated')
      throw new Problem('invalid-input', { errors: checked.errors })
    }
    const result = await requestReissue(
      { ...dependencies, keys: await keys() },
      { session: spaceClaim, form: checked.value },
    )
    if (result.outcome === 'accepted') {
      journal({ event: 'reissue.accepted', reissueId: result.reissue.reissueId })
      return { status: 202, body: publicReissue(result.reissue, election) }
    }
    journal({ event: 'reissue.refused', reason: result.outcome })
    switch (result.outcome) {
      case 'already-pending':
        throw new Problem('already-pending', { reissue: publicReissue(result.reissue, election) })
      case 'both-factors-lost':
        throw new Problem('both-factors-lost', { until: result.until })
      case 'too-many-attempts':
        throw new Problem('too-many-attempts', { retryAfterSeconds: result.retryAfterSeconds })
      default:
        throw new Problem(result.outcome)
    }
  },
)
