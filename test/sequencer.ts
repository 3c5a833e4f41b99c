import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take 15 seconds or more in full, longest first: started last, they would keep only one processor busy.
 * Files that mostly wait are spread out, so that the processors stay busy.
 */
const long = [
  'fire-drill/sms-drills',
  'journey/indistinct',
  'site/every-state',
  'fire-drill/function-drills',
  'journey/team-permissions',
  'attack/held',
  'fire-drill/played-evening',
  'simulation/first-morning',
  'histories/in-memory',
  'fire-drill/mail-drills',
  'journey/permissions',
  'local/start',
  'histories/embedded',
  'histories/interleavings',
  'local/ended-run',
  'fuzz/deployed-functions',
  'rotation/rotation',
  'stack/findings',
  'contract/thrown-problems',
  'team/close-election-command',
  'journey/rehearsal',
  'journey/suspended-vote',
  'stack/reproducible',
  'team/roll-command',
  'team/seal-command',
  'journey/ended-sessions',
  'journey/whole-journey',
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
