import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { election } from '../builders/voters.ts'

export async function withElection<Handler>(imported: () => Promise<Handler>): Promise<Handler> {
  const { readFileSync } = fs
  const read = (path: fs.PathOrFileDescriptor, options: BufferEncoding) =>
    path instanceof URL && path.pathname.endsWith('/election.json')
      ? JSON.stringify(election)
      : readFileSync(path, options)
  fs.readFileSync = read as typeof readFileSync
  syncBuiltinESMExports()
  try {
    return await imported()
  } finally {
    fs.readFileSync = readFileSync
    syncBuiltinESMExports()
  }
}
