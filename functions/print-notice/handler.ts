import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoApprovals } from '../../shared/adapters/dynamo-approvals.ts'
import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoPrintedNotices } from '../../shared/adapters/staff/dynamo-printed-notices.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { PrintedNotice } from '../../shared/contract/notices.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { answerToAction, readShown, refusalOfAction } from '../../shared/runtime/file-answers.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, fileCodeKey, originTokens } from '../../shared/runtime/secrets.ts'
import { printNotice } from './print-notice.ts'
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
  voters: dynamoVoters(database, tables.voters, time.file),
  reissues: dynamoReissues(database, tables.reissues),
  printedNotices: dynamoPrintedNotices(database, tables),
  approvals: dynamoApprovals(database, tables),
  news: sqsQueue(sqsClient(), queues.news),
  election: time.election,
  clock: () => new Date(),
  electionClock: time.clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async (received) => {
    const { openedCookie, clientNetwork: network } = received
    const shown = () => readShown(received.json)
    const { acted, beginning } = await printNotice(
      { ...dependencies, proofKey: await key(), keys: await keys() },
      { cookie: openedCookie('__Host-staff'), network, shown },
    )
    if (!('action' in acted)) throw refusalOfAction(acted)
    answerToAction(acted)
    return { status: 200, body: { beginning: beginning as string } satisfies PrintedNotice }
  },
  time,
)
