import * as z from 'zod/mini'
import { openFile } from '../../shared/access/open-file.ts'
import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { saidIdentity } from '../../shared/contract/files.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { readElection, readStaff } from '../../shared/runtime/deployed-election.ts'
import { answerToOpening } from '../../shared/runtime/file-answers.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { identifyVoter } from './identify-voter.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables, queues } = environment
const database = databaseClient()
const election = readElection()
const keys = derivedKeys(environment, election)
const roll = dynamoRollReads(database, tables.voters)
const voters = dynamoVoters(database, tables.voters, election)
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
  const said = z.safeParse(saidIdentity, json).data ?? { numen: '', birthDate: '' }
  const opening = await openFile(dependencies, {
    cookie: openedCookie('__Host-staff'),
    opens: 'file-opened-by-identity',
    find: async (now) => identifyVoter({ roll, voters, keys: await keys() }, said, now),
  })
  const answer = answerToOpening(opening)
  if (answer instanceof Problem) throw answer
  return answer
})
