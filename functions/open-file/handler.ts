import * as z from 'zod/mini'
import { openFile } from '../../shared/access/open-file.ts'
import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { openFileBody } from '../../shared/contract/files.ts'
import { hashFileCode } from '../../shared/domain/staff/file-code.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { answerToOpening } from '../../shared/runtime/file-answers.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { fileCodeKey, originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const key = fileCodeKey(environment)
const fileCodes = dynamoFileCodes(database, tables.fileCodes)
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  attempts: dynamoStaffAttempts(database, tables.staffAttempts),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  interventions: dynamoInterventions(database, tables.interventions),
  news: sqsQueue(sqsClient(), queues.news),
  clock: () => new Date(),
}

export const handler = httpHandler(originTokens(environment), async ({ json, openedCookie }) => {
  const { code = '' } = z.safeParse(openFileBody, json).data ?? {}
  const opening = await openFile(dependencies, {
    cookie: openedCookie('__Host-staff'),
    opens: 'file-opened',
    find: async (now, person) => fileCodes.take(hashFileCode(await key(), code), now, person),
  })
  const answer = answerToOpening(opening)
  if (answer instanceof Problem) throw answer
  return answer
})
