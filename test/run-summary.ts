import { globSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { isFull, leftToFull } from './size.ts'

export default class RunSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const inState = (state: string) => tests.filter((test) => test.result().state === state)
    const skipped = inState('skipped')
    for (const [reason, ones] of Map.groupBy(skipped, reasonOf)) {
      console.log(`skipped: ${reason}`)
      for (const [file, fileVerb] of Map.groupBy(ones, fileOf)) {
        const names = fileVerb.map(({ name }) => name)
        console.log(`  ${file}: ${names.length > 3 ? `${names.length} tests` : names.join(' · ')}`)
      }
    }
    const files = isFull ? [] : globSync('test/**/*.full.test.ts')
    if (files.length > 0) console.log(`not run: ${leftToFull}\n  ${files.toSorted().join('\n  ')}`)
    const brokenFiles = modules.filter((module) => module.errors().length > 0)
    const failures = inState('failed').length + brokenFiles.length + unhandledErrors.length
    console.log(`${inState('passed').length} passed, ${failures} failed, ${skipped.length} skipped`)
  }
}

function reasonOf(test: TestCase): string {
  const result = test.result()
  return (result.state === 'skipped' && result.note) || 'no reason given'
}

const fileOf = ({ module }: TestCase) => module.relativeModuleId
