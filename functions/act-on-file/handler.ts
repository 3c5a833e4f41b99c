import { actInFile, approveInFile } from '../../shared/access/act-in-file.ts'
import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoWithdrawals } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissue-mails.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import {
  dynamoPhoneReleases,
  dynamoSmsCeilings,
} from '../../shared/adapters/sms/dynamo-sms-grants.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import {
  dynamoTakenPhones,
  dynamoVoterGrants,
} from '../../shared/adapters/staff/dynamo-voter-grants.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { fileActionBody } from '../../shared/contract/files.ts'
import { drawFileCode } from '../../shared/domain/staff/file-code.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { answerToAction, readShown, refusalOfAction } from '../../shared/runtime/file-answers.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { fileCodeKey, originTokens } from '../../shared/runtime/secrets.ts'
import { actOnFile } from './act-on-file.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const news = sqsQueue(sqsClient(), queues.news)
const key = fileCodeKey(environment)
const time = electionTime(database, tables.calendar)
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  attempts: dynamoStaffAttempts(database, tables.staffAttempts),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  drawCode: drawFileCode,
  voters: dynamoVoters(database, tables.voters, time.file),
  voterGrants: dynamoVoterGrants(database, tables),
  takenPhones: dynamoTakenPhones(database, tables.voters),
  reissues: dynamoReissues(database, tables.reissues),
  withdrawals: dynamoWithdrawals(database, tables),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  smsCeilings: dynamoSmsCeilings(database, tables),
  phoneReleases: dynamoPhoneReleases(database, tables.phones),
  approvals: dynamoApprovals(database, tables),
  interventions: dynamoInterventions(database, tables.interventions),
  news,
  newsQueue: news,
  election: time.election,
  clock: () => new Date(),
  electionClock: time.clock,
  journal,
}

export const handler = httpHandler(
  originTokens(environment),
  async (received) => {
    const { method, openedCookie, clientNetwork: network } = received
    const ofCodes = await key()
    const ports = { ...dependencies, key: ofCodes, proofKey: ofCodes }
    const shown = () => readShown(received.json)
    const request = { cookie: openedCookie('__Host-staff'), network, shown, ...actOnFile(ports) }
    const action =
      method === 'PUT'
        ? await approveInFile(ports, request)
        : await actInFile(ports, {
            ...request,
            asked: () => readBody(fileActionBody, received.json),
          })
    if ('action' in action) return { status: 200, body: answerToAction(action) }
    throw refusalOfAction(action)
  },
  time,
  'answers',
)
