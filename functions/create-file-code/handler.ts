import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { FileCodeAnswer } from '../../shared/contract/files.ts'
import { drawFileCode } from '../../shared/domain/staff/file-code.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { fileCodeKey, originTokens } from '../../shared/runtime/secrets.ts'
import { createFileCode } from './create-file-code.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const { tables } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const key = fileCodeKey(environment)
const dependencies = {
  sessions: dynamoSessions(database, tables.sessions),
  voters: dynamoVoters(database, tables.voters, time.file),
  attempts: dynamoStaffAttempts(database, tables.staffAttempts),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  drawCode: drawFileCode,
  clock: () => new Date(),
  electionClock: time.clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ spaceClaim }) => {
    const creation = await createFileCode({ ...dependencies, key: await key() }, spaceClaim)
    switch (creation.outcome) {
      case 'created': {
        journal({ event: 'file-code.created' })
        const { code, expiresAt } = creation
        const body = { code, expiresAt: expiresAt.toISOString() } satisfies FileCodeAnswer
        return { status: 201, body }
      }
      case 'unauthenticated':
        throw new Problem('unauthenticated')
      case 'too-many-attempts':
        throw new Problem('too-many-attempts', { retryAfterSeconds: creation.retryAfterSeconds })
    }
  },
  time,
  'answers',
)
