import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take a quarter of a minute or more in full, however small they are, the longest first: last, they would
 * keep one processor only. Those that wait, for queues, minutes and commands, are apart: together, no processor would
 * have work.
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
  'contract/compile-time',
  'team/close-election-command',
  'journey/rehearsal',
  'journey/suspended-vote',
  'stack/reproducible',
  // These share a run:
  'team/roll-command',
  'team/seal-command',
  'journey/ended-sessions',
  'journey/whole-journey',
]

/** Without figures of a run before, Vitest begins with the largest files. These are not the longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted
      .map((file) => ({ file, place: placeOf(file.moduleId) }))
      .sort((one, other) => one.place - other.place)
      .map(({ file }) => file)
  }
}

/** Of two at one place, the larger file is first. */
function placeOf(path: string): number {
  const found = long.findIndex((one) => path.includes(`/test/${one}.`))
  const place = found < 0 ? long.length : found
  // The run that files share keeps looking at its queues and streams from the first of them to the last.
  const sharesRun = /shared-run.ts'|staffed-run.ts'/.test(readFileSync(path, 'utf8'))
  return sharesRun ? long.length + 1 + place : place
}
