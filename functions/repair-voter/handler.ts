import { actInFile, approveInFile } from '../../shared/access/act-in-file.ts'
import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { dynamoRollRepairs } from '../../shared/adapters/roll/dynamo-roll-repairs.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { askedReason } from '../../shared/contract/files.ts'
import { drawFileCode } from '../../shared/domain/staff/file-code.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { answerToAction, readShown, refusalOfRepair } from '../../shared/runtime/file-answers.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, fileCodeKey, originTokens } from '../../shared/runtime/secrets.ts'
import { readRepair } from './repair-form.ts'
import { repairVoter } from './repair-voter.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const key = fileCodeKey(environment)
const keys = derivedKeys(environment, time.file)
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  attempts: dynamoStaffAttempts(database, tables.staffAttempts),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  drawCode: drawFileCode,
  voters: dynamoVoters(database, tables.voters, time.file),
  reissues: dynamoReissues(database, tables.reissues),
  roll: {
    ...dynamoRollReads(database, tables.voters),
    ...dynamoRollRepairs(database, tables),
  },
  approvals: dynamoApprovals(database, tables),
  interventions: dynamoInterventions(database, tables.interventions),
  news: sqsQueue(sqsClient(), queues.news),
  election: time.election,
  clock: () => new Date(),
  electionClock: time.clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async (received) => {
    const { method, openedCookie, clientNetwork: network } = received
    const ofIdentities = await keys()
    const proofKey = ofIdentities.identity
    const ports = { ...dependencies, key: await key(), keys: ofIdentities, proofKey }
    const repair = repairVoter(ports, () => readRepair(received.json, ports.clock()))
    const shown = () => readShown(received.json)
    const request = { cookie: openedCookie('__Host-staff'), network, shown, ...repair }
    const action =
      method === 'PUT'
        ? await approveInFile(ports, request)
        : await actInFile(ports, {
            ...request,
            asked: () => ({ action: 'repair', ...readBody(askedReason, received.json) }),
          })
    if ('action' in action) return { status: 200, body: answerToAction(action) }
    throw refusalOfRepair(action)
  },
  time,
  'answers',
)
