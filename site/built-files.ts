import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Election } from '../shared/domain/election/election.ts'
import { readFiles } from '../shared/tooling/build-cache.ts'
import { buildSite } from './build.ts'

/** The files of an election's site, by path without a slash at its beginning. @param filesDirectory where the logo is */
export function builtFiles(election: Election, filesDirectory: string): Map<string, Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'reassort-pages-'))
  try {
    buildSite(election, directory, filesDirectory)
    return readFiles(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}
