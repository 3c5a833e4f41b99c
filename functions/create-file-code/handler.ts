import { dynamoStaffAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import type { FileCodeAnswer } from '../../shared/contract/files.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { problemOf } from '../../shared/runtime/problem.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { createFileCode } from './create-file-code.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables, time } = runtime
const dependencies = {
  ...voterPorts(runtime),
  attempts: dynamoStaffAttempts(database, tables.staffAttempts),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  clock: () => new Date(),
  electionClock: time.clock,
}

export const handler = serveAlways(runtime, {
  async 'POST /api/file-code'({ spaceClaim }) {
    const { 'file-code': key } = await runtime.keys()
    const creation = await createFileCode({ ...dependencies, key }, spaceClaim)
    if (creation.outcome !== 'created') throw problemOf(creation)
    journal({ event: 'file-code.created' })
    const { code, expiresAt } = creation
    const body = { code, expiresAt: expiresAt.toISOString() } satisfies FileCodeAnswer
    return { status: 201, body }
  },
})
