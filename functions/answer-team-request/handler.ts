import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { SecretsManagerServiceException } from '@aws-sdk/client-secrets-manager'
import type {
  APIGatewayProxyEventV2WithIAMAuthorizer as Event,
  APIGatewayProxyStructuredResultV2 as Result,
} from 'aws-lambda'
import { cloudfrontOriginHeader } from '../../shared/adapters/account/cloudfront-origin-header.ts'
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoCalendar } from '../../shared/adapters/election/dynamo-calendar.ts'
import { dynamoCalendarChanges } from '../../shared/adapters/election/dynamo-calendar-changes.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRestorations } from '../../shared/adapters/reissue/dynamo-restorations.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { dynamoRollRepairs } from '../../shared/adapters/roll/dynamo-roll-repairs.ts'
import { dynamoRollReturns } from '../../shared/adapters/roll/dynamo-roll-returns.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { dynamoSmsChanges } from '../../shared/adapters/sms/dynamo-sms-changes.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { readTeamRequest, type TeamRequest } from '../../shared/contract/team-requests.ts'
import { headerWithIds, keyRings } from '../../shared/domain/account/key-rotation.ts'
import type { KeyRing } from '../../shared/domain/keys.ts'
import { parseJson } from '../../shared/domain/read-text.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { readElection } from '../../shared/runtime/deployed-election.ts'
import { framesOf, journal, nameOf } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, readRing, secretsClient } from '../../shared/runtime/secrets.ts'
import type { Answer } from './answer-approval.ts'
import { answerTeamRequest } from './answer-team-request.ts'
import { callerOf } from './read-caller.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const election = readElection()
const { tables, queues, settings, secrets } = environment
const keys = derivedKeys(environment, election)
const roles = {
  [settings.ROLL_TEAM_ROLE]: 'rollTeam',
  [settings.OPERATOR_ROLE]: 'operator',
  [settings.DEPLOYER_ROLE]: 'deployer',
} as const
const clock = () => new Date()
const ringSecrets = {
  read: (name: keyof typeof secrets) => readRing(secrets[name]),
  write: (name: keyof typeof secrets, ring: KeyRing) =>
    writeSecret(secretsClient, secrets[name], JSON.stringify(ring)),
}
const database = databaseClient()
const smsPorts = dynamoSms(database, tables.smsDays)
const dependencies = {
  approvals: dynamoApprovals(database, tables),
  interventions: dynamoInterventions(database, tables.interventions),
  roll: {
    ...dynamoRollReads(database, tables.voters),
    ...dynamoRollRepairs(database, tables),
    ...dynamoRollReturns(database, tables.voters),
  },
  notifications: openQueue(queues.news),
  operations: dynamoRollOperations(database, tables.rollOperations),
  rollSeal: dynamoRollSeal(database, tables.rollOperations),
  election,
  calendars: {
    ...dynamoCalendar(database, tables.calendar),
    ...dynamoCalendarChanges(database, tables),
  },
  ...smsPorts,
  smsBreakers: { ...smsPorts.smsBreakers, ...dynamoSmsChanges(database, tables) },
  rings: keyRings(ringSecrets, clock),
  restorations: dynamoRestorations(database, tables, clock),
  originHeader: headerWithIds(
    cloudfrontOriginHeader(
      new CloudFrontClient(clientDefaults),
      settings.DISTRIBUTION_IDS.split(' '),
    ),
    () => ringSecrets.read('originToken'),
  ),
  clock,
}

/** IAM authenticates callers of the function URL; direct invocation could forge the caller. */
export const handler = (event: Event): Promise<Result> => answer(event).catch(answerFailure)

async function answer({ body = '', isBase64Encoded, requestContext }: Event): Promise<Result> {
  const { authorizer, http } = requestContext
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body
  const request = readTeamRequest(parseJson(text))
  if (!request) return refuse('unread', 'invalid')
  const caller = callerOf(authorizer.iam.userArn, http.sourceIp, roles)
  const outcome = await answerTeamRequest({ ...dependencies, keys: await keys() }, caller, request)
  if ('refused' in outcome) return refuse(request.compute, outcome.refused)
  const { compute } = request
  journal({ event: 'team.answered', compute, ...(caller.role && { role: caller.role }) })
  return reply(200, outcome)
}

function refuse(
  compute: TeamRequest['compute'] | 'unread',
  refusal: Extract<Answer, { refused: unknown }>['refused'],
): Result {
  journal({ event: 'team.refused', compute, why: refusal })
  return reply(refusal === 'invalid' ? 400 : 403, { refused: refusal })
}

/** `InvalidRequestException`: the secret is due for deletion. DynamoDB also throws `ResourceNotFoundException`. */
function isSecretGone(error: unknown): boolean {
  if (!(error instanceof SecretsManagerServiceException)) return false
  return ['ResourceNotFoundException', 'InvalidRequestException'].includes(error.name)
}

function reply(statusCode: number, answer: Answer): Result {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { statusCode, headers, body: JSON.stringify(answer) }
}

function answerFailure(error: unknown): Result {
  if (isSecretGone(error)) return refuse('unread', 'keys-gone')
  journal({ event: 'team.failed', error: nameOf(error), frames: framesOf(error) })
  return { statusCode: 503, body: '' }
}
