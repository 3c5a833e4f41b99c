import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Ends a run with one plain line, and says before it which tests were skipped and why. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length
    const skipped = Map.groupBy(
      tests.filter((test) => test.result().state === 'skipped'),
      reasonOf,
    )
    for (const [reason, ones] of skipped) {
      console.log(`skipped: ${reason}`)
      for (const { fullName } of ones) console.log(`  ${fullName}`)
    }
    const failed = count('failed') + brokenFiles + unhandledErrors.length
    console.log(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  return (result?.state === 'skipped' && result.note) || 'no reason given'
}
