import { globSync } from 'node:fs'
import { refusedByCompiler } from './compiler.ts'
import { type Played, playAll } from './engines.ts'
import { importClosure, importsOf } from './imports.ts'
import type { Mutant } from './sandbox.ts'
import type { Note, Try } from './tasks.ts'

/** The quickest first: they kill most, and spare the others. What starts a local run or a browser takes hours. */
const played = [
  'test/domain/*.test.ts',
  'test/access/*.test.ts',
  'test/runtime/*.test.ts',
  'test/functions/*.test.ts',
  'test/golden/*.test.ts',
  'test/adapters/*.test.ts',
  'test/team/*.test.ts',
]
const unplayed = ['test/team/{*-command,deployment}.test.ts']
/** What needs them is slow, and asks what the tables hold: it judges only what reads and writes them. */
const embedded = 'test/adapters/embedded-tables.ts'
const askedOfEmbedded = /^(shared\/(adapters|domain\/roll)|team)\//

/** A test that fails so often without a mutant needs the tests before it. */
const mostDoubts = 3
/** A mutant of what imports run needs a fresh process for each file of tests: of so many, the nearest. */
const mostFresh = 10

export type Outcome =
  | { is: 'killed'; by: string; why: string }
  | { is: 'timeout'; by: string }
  | { is: 'survived'; isReached: boolean }
  /** By the compiler, which no test needs to replace. */
  | { is: 'refused' }

type Measured = Extract<Note, { hits: object }>

interface TestFile {
  file: string
  /** The mutated files that it judges; those that it imports itself are near. */
  judged: Set<string>
  near: Set<string>
  isMeasured: boolean
  imported: Record<string, number>
  tests: Measured[]
}

export async function judge(
  folder: string,
  mutants: Mutant[],
  engines: number,
): Promise<Map<string, Outcome>> {
  const judgement = new Judgement(folder, mutants)
  // The tests of the code itself kill most, and what the compiler refuses need not meet the others.
  await judgement.switchOn(engines, ({ near }, file) => near.has(file))
  judgement.compile()
  await judgement.switchOn(engines, () => true)
  await judgement.importWith(engines)
  return judgement.outcomes()
}

class Judgement {
  readonly #folder: string
  readonly #mutants: Mutant[]
  readonly #files: TestFile[]
  readonly #fileOf: Map<string, string>
  readonly #ended = new Map<string, Outcome>()
  readonly #reached = new Set<string>()
  /** Only imports have come by so far. */
  readonly #importedOnly = new Set<string>()
  /** By mutant, the files whose tests cannot judge it one by one. */
  readonly #whole = new Map<string, Set<string>>()
  readonly #tried = new Set<string>()
  readonly #doubts = new Map<string, number>()

  constructor(folder: string, mutants: Mutant[]) {
    this.#folder = folder
    this.#mutants = mutants
    this.#fileOf = new Map(mutants.map(({ id, file }) => [id, file]))
    const mutated = new Set(mutants.map(({ file }) => file))
    const excluded = new Set(globSync(unplayed, { cwd: folder }))
    this.#files = played
      .flatMap((pattern) => globSync(pattern, { cwd: folder }).sort())
      .filter((file) => !excluded.has(file))
      .map((file) => {
        const closure = importClosure(folder, file)
        const near = new Set(importsOf(folder, file))
        const judged = [...mutated].filter(
          (one) => closure.has(one) && (!closure.has(embedded) || askedOfEmbedded.test(one)),
        )
        return { file, judged: new Set(judged), near, isMeasured: false, imported: {}, tests: [] }
      })
      .sort((one, other) => Number(isEmbedded(one)) - Number(isEmbedded(other)))
  }

  /** Every file that may still judge a mutant: its tests as they are, then each with each mutant. */
  async switchOn(
    engines: number,
    isAsked: (testFile: TestFile, file: string) => boolean,
  ): Promise<void> {
    const queue = [...this.#files]
    const measured: TestFile[] = []
    await playAll(this.#folder, engines, () => {
      for (;;) {
        const known = measured.shift()
        if (known) {
          const tests = this.#plan(known, isAsked)
          if (Object.keys(tests).length === 0) continue
          const done = (result: Played) => {
            this.#take(known, result)
            measured.unshift(known)
            const left = this.#mutants.length - this.#ended.size
            console.error(`${known.file}: ${left} of ${this.#mutants.length} left`)
          }
          return { task: { kind: 'switch', file: known.file, tests }, done }
        }
        const next = queue.shift()
        if (!next) return undefined
        const mayJudge = (mutant: Mutant) =>
          isAsked(next, mutant.file) && this.#mayJudge(next, mutant)
        if (!this.#mutants.some(mayJudge)) continue
        if (next.isMeasured) {
          measured.push(next)
          continue
        }
        const done = ({ notes, error }: Played) => {
          this.#measure(next, notes, error)
          measured.push(next)
        }
        return { task: { kind: 'measure', file: next.file }, done }
      }
    })
  }

  compile(): void {
    const alive = this.#mutants.filter(({ id }) => !this.#ended.has(id))
    for (const id of refusedByCompiler(alive)) this.#ended.set(id, { is: 'refused' })
  }

  #mayJudge({ judged }: TestFile, { id, file }: Mutant): boolean {
    return judged.has(file) && !this.#ended.has(id) && !this.#importedOnly.has(id)
  }

  #measure(testFile: TestFile, notes: Note[], error: string | undefined): void {
    const ofJudged = (hits: Record<string, number>) =>
      Object.fromEntries(
        Object.entries(hits).filter(([id]) => testFile.judged.has(this.#fileOf.get(id) ?? '')),
      )
    testFile.isMeasured = true
    for (const note of notes) {
      if ('imported' in note) testFile.imported = ofJudged(note.imported)
      if (!('hits' in note)) continue
      if (!note.passed) {
        console.error(`${testFile.file} fails without a mutant, and is left out: ${error}`)
        continue
      }
      testFile.tests.push({ ...note, hits: ofJudged(note.hits) })
    }
    const inTests = testFile.tests.flatMap(({ hits }) => Object.keys(hits))
    for (const id of Object.keys(testFile.imported)) {
      if (!this.#reached.has(id)) this.#importedOnly.add(id)
      this.#reached.add(id)
    }
    for (const id of inTests) {
      this.#importedOnly.delete(id)
      this.#reached.add(id)
    }
  }

  #plan(
    testFile: TestFile,
    isAsked: (testFile: TestFile, file: string) => boolean,
  ): Record<string, Try[]> {
    const { file, tests } = testFile
    const plan: Record<string, Try[]> = {}
    for (const { test, hits } of tests) {
      const left = Object.entries(hits).filter(
        ([id]) =>
          !this.#ended.has(id) &&
          !this.#tried.has(`${test} ${id}`) &&
          isAsked(testFile, this.#fileOf.get(id) ?? ''),
      )
      if ((this.#doubts.get(test) ?? 0) >= mostDoubts) {
        for (const [id] of left) this.#needsWhole(id, file)
      } else if (left.length > 0) plan[test] = left.map(([mutant, hit]) => ({ mutant, hits: hit }))
    }
    return plan
  }

  #take({ file, tests }: TestFile, { notes, cut }: Played): void {
    // Its hooks failed, and no test was played: on a machine that others load.
    if (notes.length === 0) {
      console.error(`${file} cannot be played: its mutants are left to other files`)
      for (const { test, hits } of tests) {
        for (const id of Object.keys(hits)) this.#tried.add(`${test} ${id}`)
      }
    }
    let open: { mutant: string; test: string } | undefined
    for (const note of notes) {
      if (!('is' in note)) continue
      const { mutant, test } = note
      this.#tried.add(`${test} ${mutant}`)
      open = note.is === 'tried' ? note : undefined
      if (note.is === 'killed') this.#ended.set(mutant, { is: 'killed', by: file, why: note.why })
      if (note.is === 'doubtful') {
        this.#doubts.set(test, (this.#doubts.get(test) ?? 0) + 1)
        this.#needsWhole(mutant, file)
      }
    }
    if (cut && open) this.#ended.set(open.mutant, { is: 'timeout', by: file })
  }

  #needsWhole(id: string, file: string): void {
    this.#whole.set(id, (this.#whole.get(id) ?? new Set()).add(file))
  }

  /** A fresh process with the mutant from its first line on, for each of these files. */
  async importWith(engines: number): Promise<void> {
    const queue = this.#mutants
      .filter(({ id }) => !this.#ended.has(id))
      .flatMap(({ id, file }) =>
        this.#files
          .filter((one) => id in one.imported || this.#whole.get(id)?.has(one.file))
          .sort((one, other) => Number(other.near.has(file)) - Number(one.near.has(file)))
          .slice(0, mostFresh)
          .map((one) => ({ mutant: id, file: one.file })),
      )
    await playAll(this.#folder, engines, () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { mutant, file } = next
        if (this.#ended.has(mutant)) continue
        const done = ({ failed, error, cut }: Played) => {
          if (cut) this.#ended.set(mutant, { is: 'timeout', by: file })
          else if (failed) this.#ended.set(mutant, { is: 'killed', by: file, why: error ?? '' })
        }
        return { task: { kind: 'import', file, mutant }, done }
      }
      return undefined
    })
  }

  outcomes(): Map<string, Outcome> {
    return new Map(
      this.#mutants.map(({ id }) => [
        id,
        this.#ended.get(id) ?? { is: 'survived', isReached: this.#reached.has(id) },
      ]),
    )
  }
}

const isEmbedded = ({ file }: TestFile) =>
  file.includes('embedded') || file.startsWith('test/team/')
