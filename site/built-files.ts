import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Election } from '../shared/domain/election/election.ts'
import { readFiles } from '../shared/tooling/build-cache.ts'
import { buildSite, buildStaffSite } from './build.ts'

/** The files of a site, by path without a slash at its beginning. */
type Files = Map<string, Buffer>

/** @param filesDirectory where the logo is @returns the voters' site, and the staff's if the election names any */
export function builtSites(
  election: Election,
  filesDirectory: string,
): { voters: Files; staff: Files | undefined } {
  return {
    voters: builtBy(buildSite, election, filesDirectory),
    staff: election.staff && builtBy(buildStaffSite, election, filesDirectory),
  }
}

function builtBy(build: typeof buildSite, election: Election, filesDirectory: string): Files {
  const directory = mkdtempSync(join(tmpdir(), 'reassort-pages-'))
  try {
    build(election, directory, filesDirectory)
    return readFiles(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}
