import { appendFileSync } from 'node:fs'
import { inject, type TestContext, TestRunner } from 'vitest'
import type { Note, Task, Try } from './tasks.ts'

type Test = { -readonly [Key in keyof TestContext['task']]: TestContext['task'][Key] }

/** What the instrumented sources read: see `@stryker-mutator/instrumenter`. */
interface Switch {
  activeMutant: string | undefined
  currentTestId: string | undefined
  mutantCoverage: {
    static: Record<string, number>
    perTest: Record<string, Record<string, number>>
  }
  hitCount: number | undefined
  hitLimit: number
}

// As it is before a test takes it over.
const { setImmediate } = globalThis

/**
 * Plays each test again with every mutant that it comes by, in one process: a fresh one for each of some
 * thousand mutants takes hours. A test that fails is played once more without any mutant: when it fails then
 * too, what the mutant left is not trusted.
 */
export default class SwitchingRunner extends TestRunner {
  readonly #task: Task = inject('mutants')
  readonly #switch: Switch
  #queue: Try[] = []
  #now: { mutant: string } | 'clean' | 'nothing' = 'clean'
  #failed: { mutant: string; why: string } | undefined
  #unhandled: unknown
  #isOver = false

  constructor(config: ConstructorParameters<typeof TestRunner>[0]) {
    super(config)
    const instrumented: { __stryker__?: Partial<Switch> } = globalThis as never
    instrumented.__stryker__ ??= {}
    Object.assign(instrumented.__stryker__, {
      mutantCoverage: { static: {}, perTest: {} },
      activeMutant: this.#task.kind === 'import' ? this.#task.mutant : undefined,
      hitLimit: 1_000_000,
      hitCount: this.#task.kind === 'import' ? 0 : undefined,
    })
    this.#switch = instrumented.__stryker__ as Switch
    if (this.#task.kind === 'switch') {
      process.on('unhandledRejection', (error) => {
        this.#unhandled = error
      })
    }
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    await super.onBeforeRunTask(test)
    if (this.#task.kind !== 'switch') return
    this.#queue = [...(this.#task.tests[test.id] ?? [])]
    this.#failed = undefined
    if (this.#queue.length === 0 || this.#isOver) test.mode = 'skip'
    // Each may need a second time, without it.
    else test.repeats = 2 * this.#queue.length - 1
  }

  override onBeforeTryTask(test: Test, options: { retry: number; repeats: number }): void {
    super.onBeforeTryTask(test, options)
    if (this.#task.kind === 'measure') {
      this.#switch.currentTestId = test.id
    }
    if (this.#task.kind !== 'switch') return
    const next = this.#failed || this.#isOver ? undefined : this.#queue.shift()
    this.#now = this.#failed ? 'clean' : next ? { mutant: next.mutant } : 'nothing'
    if (this.#isOver) this.#now = 'nothing'
    this.#unhandled = undefined
    if (next) this.#note({ mutant: next.mutant, is: 'tried', test: test.id })
    this.#switch.activeMutant = next?.mutant
    this.#switch.hitCount = 0
    this.#switch.hitLimit = (next?.hits ?? 0) * 10 + 1000
  }

  async runTask(test: Test): Promise<void> {
    if (this.#task.kind === 'switch' && this.#now === 'nothing') return
    await TestRunner.getTestFn(test)()
  }

  override async onAfterRetryTask(
    test: Test,
    options: { retry: number; repeats: number },
  ): Promise<void> {
    await super.onAfterRetryTask(test, options)
    const failed = test.result?.state === 'fail'
    if (this.#task.kind === 'measure') {
      this.#switch.currentTestId = undefined
      const hits = this.#switch.mutantCoverage.perTest[test.id] ?? {}
      this.#note({ test: test.id, hits, passed: !failed })
    }
    if (this.#task.kind !== 'switch' || this.#now === 'nothing') return
    // What nobody waits for fails after the test.
    await new Promise((resolve) => setImmediate(resolve))
    const error = test.result?.errors?.[0]?.message ?? this.#unhandled
    this.#judge(test.id, failed || this.#unhandled !== undefined ? String(error) : undefined)
    if (test.result) {
      test.result.state = 'pass'
      delete test.result.errors
    }
  }

  #judge(test: string, why: string | undefined): void {
    if (this.#now === 'nothing') return
    if (this.#now !== 'clean') {
      const { mutant } = this.#now
      if (why === undefined) this.#note({ mutant, is: 'survivor', test })
      else this.#failed = { mutant, why }
      return
    }
    if (!this.#failed) return
    if (why === undefined) this.#note({ ...this.#failed, is: 'killed', test })
    else {
      this.#note({ mutant: this.#failed.mutant, is: 'doubtful', test })
      this.#isOver = true
    }
    this.#failed = undefined
  }

  override onAfterRunFiles(files: Parameters<TestRunner['onAfterRunFiles']>[0]): void {
    super.onAfterRunFiles(files)
    if (this.#task.kind === 'measure') this.#note({ imported: this.#switch.mutantCoverage.static })
  }

  #note(note: Note): void {
    appendFileSync(this.#task.log, `${JSON.stringify(note)}\n`)
  }
}
