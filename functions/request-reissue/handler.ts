import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoBothFactorsLostNotices } from '../../shared/adapters/dynamo-both-factors-lost-notices.ts'
import { dynamoReissueRequests } from '../../shared/adapters/dynamo-reissue-requests.ts'
import { dynamoReissues } from '../../shared/adapters/dynamo-reissues.ts'
import { dynamoSessions } from '../../shared/adapters/dynamo-sessions.ts'
import { dynamoSmsDays } from '../../shared/adapters/dynamo-sms-days.ts'
import { dynamoSmsSlots } from '../../shared/adapters/dynamo-sms-slots.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { sqsAccountNewsQueue } from '../../shared/adapters/sqs-account-news-queue.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import { sqsReissueQueue } from '../../shared/adapters/sqs-reissue-queue.ts'
import { clientDefaults } from '../../shared/runtime/aws.ts'
import { readEnvironment } from '../../shared/runtime/environment.ts'
import { checkBody, httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem, publicReissue } from '../../shared/runtime/problem.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { readElection } from '../../shared/runtime/settings.ts'
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
  reissueRequests: dynamoReissueRequests(database, {
    sessions: settings.SESSIONS_TABLE,
    voters: settings.VOTERS_TABLE,
    attempts: settings.ATTEMPTS_TABLE,
    captchas: settings.CAPTCHAS_TABLE,
    phones: settings.PHONES_TABLE,
    reissues: settings.REISSUES_TABLE,
  }),
  reissues: dynamoReissues(database, settings.REISSUES_TABLE),
  smsDays: dynamoSmsDays(database, settings.SMS_DAYS_TABLE),
  smsSlots: dynamoSmsSlots(database, settings.SMS_DAYS_TABLE),
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
