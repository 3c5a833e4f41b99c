import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line, and says which tests were skipped and why. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length
    for (const test of tests) {
      const result = test.result()
      if (result.state === 'skipped') {
        console.log(`skipped: ${test.fullName}${result.note ? ` (${result.note})` : ''}`)
      }
    }
    const failed = count('failed') + brokenFiles + unhandledErrors.length
    console.log(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
  }
}
