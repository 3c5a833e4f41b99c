import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take a minute or more in full, longest first: started last, they would keep only one processor busy.
 * Files that mostly wait are spread out, so that the processors stay busy.
 */
const long = [
  'histories/restored-tables',
  'histories/two-people',
  'fire-drill/sms-drills',
  'site/every-state',
  'journey/verifier-page',
  'journey/permissions',
  'fire-drill/played-evenings',
  'histories/phone-interleavings',
  'journey/team-permissions',
  'fire-drill/function-drills',
  'histories/in-memory',
  'journey/indistinct',
  'team/seal-command',
  'journey/known-phone',
  'journey/watched-vote',
  'journey/suspended-vote',
]

/** Without timings of an earlier run, Vitest begins with the largest files, which are not the slowest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted
      .map((file) => ({ file, place: placeOf(file.moduleId) }))
      .sort((one, other) => one.place - other.place)
      .map(({ file }) => file)
  }
}

function placeOf(path: string): number {
  const found = long.findIndex((one) => path.includes(`/test/${one}.`))
  const place = found < 0 ? long.length : found
  // The shared run polls queues and streams from its first file to its last.
  const sharesRun = /shared-run.ts'|staffed-run.ts'/.test(readFileSync(path, 'utf8'))
  return sharesRun ? long.length + 1 + place : place
}
