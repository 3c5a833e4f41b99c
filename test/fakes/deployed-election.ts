import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { vi } from 'vitest'
import { variableOf } from '../../shared/runtime/resources.ts'
import type { AnyTableName } from '../../shared/tables/table-definition.ts'
import { tableNames } from '../adapters/dynamo-tables.ts'
import { ringNames } from '../builders/rotations.ts'
import { election, siteUrl } from '../builders/voters.ts'

const queues = ['sms', 'mail', 'link', 'news', 'receipt', 'mailEvent', 'accountEvent'] as const

export function stubEnvironment(names: Record<string, string> = tableNames, queueUrl = ''): void {
  vi.stubEnv('AWS_REGION', 'eu-west-3')
  vi.stubEnv('SITE_URL', siteUrl)
  for (const [name, table] of Object.entries(names))
    vi.stubEnv(variableOf.table(name as AnyTableName), table)
  for (const name of queues) vi.stubEnv(variableOf.queue(name), queueUrl + name)
  for (const name of ringNames) vi.stubEnv(variableOf.secret(name), name)
}

export async function withElection<Handler>(imported: () => Promise<Handler>): Promise<Handler> {
  const { readFileSync } = fs
  const read = (path: fs.PathOrFileDescriptor, options: BufferEncoding) =>
    path instanceof URL && path.pathname.endsWith('/election.json')
      ? JSON.stringify(election)
      : readFileSync(path, options)
  fs.readFileSync = read as typeof readFileSync
  syncBuiltinESMExports()
  stubEnvironment()
  try {
    return await imported()
  } finally {
    vi.unstubAllEnvs()
    fs.readFileSync = readFileSync
    syncBuiltinESMExports()
  }
}
