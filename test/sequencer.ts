import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take half a minute or more in full, however small they are: last, they would keep one processor only. */
const long = /\/(attack|histories)\/|every-state|\/indistinct\.|deployed-functions|roll-command/

/** Files that wait more than they reckon, for queues, minutes and commands: together, no processor would have work. */
const waiting = /\/(fire-drill|rotation)\/|smoke-command|ended-run/

/** How many others stand between two that wait. */
const apart = 12

/** Without figures of a run before, Vitest begins with the largest files. These are not the longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const those = (pattern: RegExp) => sorted.filter(({ moduleId }) => pattern.test(moduleId))
    const others = sorted.filter(({ moduleId }) => !waiting.test(moduleId) && !long.test(moduleId))
    return those(waiting).reduce(
      (all, one, index) => all.toSpliced(index * (apart + 1), 0, one),
      [...those(long), ...others],
    )
  }
}
