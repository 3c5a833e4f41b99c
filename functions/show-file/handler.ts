import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import {
  dynamoReissues,
  dynamoReissuesOfVoter,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoOpenFiles } from '../../shared/adapters/staff/dynamo-open-files.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { FileView } from '../../shared/contract/files.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readElection, readStaff } from '../../shared/runtime/deployed-election.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { resources } from './resources.ts'
import { closeFile, showFile } from './show-file.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const dependencies = {
  sessions: dynamoStaffSessions(database, tables.staffSessions),
  staff: readStaff(),
  openFiles: dynamoOpenFiles(database, tables.openFiles),
  voters: dynamoVoters(database, tables.voters),
  reissues: dynamoReissues(database, tables.reissues),
  reissuesOfVoter: dynamoReissuesOfVoter(database, tables.reissues),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  smsBreakers: dynamoSmsBreakers(database, tables.smsDays),
  election: readElection(),
  clock: () => new Date(),
}

export const handler = httpHandler(originTokens(environment), async ({ method, openedCookie }) => {
  const cookie = openedCookie('__Host-staff')
  if (method === 'DELETE') {
    const closing = await closeFile(dependencies, cookie)
    if (closing === 'unauthenticated') throw new Problem('unauthenticated')
    return { status: 204 }
  }
  const file = await showFile(dependencies, cookie)
  if (file.outcome !== 'shown') throw new Problem(file.outcome)
  const { initials, expiresAt, sections } = file
  return {
    status: 200,
    body: { initials, expiresAt: expiresAt.toISOString(), sections } satisfies FileView,
  }
})
