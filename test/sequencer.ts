import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that wait more than they reckon: for queues, minutes and commands. */
const waiting = /\/(fire-drill|rotation|drill)\/|stopped-sms|smoke-command|ended-run/

/** How many others stand between two of them. */
const apart = 12

/**
 * Vitest begins with the longest files, or without figures of a run before with the largest. Those that wait, small as
 * they are, would come last and together, and the processors would wait with them: here they are spread.
 */
export class SpreadWaiting extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const others = sorted.filter(({ moduleId }) => !waiting.test(moduleId))
    return sorted
      .filter(({ moduleId }) => waiting.test(moduleId))
      .reduce((all, one, index) => all.toSpliced(index * (apart + 1), 0, one), others)
  }
}
