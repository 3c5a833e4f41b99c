/** What an engine is asked to do with one file of tests. */
export type Task = {
  /** From the root. */
  file: string
  /** Where the runner notes down what happened, one JSON value a line. */
  log: string
} & (
  | { kind: 'measure' }
  /** Each test with each of its mutants, switched on for that test alone. */
  | { kind: 'switch'; tests: Record<string, Try[]> }
  /** All tests of the file with one mutant, which is on while the file is imported too. */
  | { kind: 'import'; mutant: string }
)

export interface Try {
  mutant: string
  /** How often the test came by without any mutant. */
  hits: number
}

export type Note =
  /** A test as it is: how often it came by each mutant. */
  | { test: string; hits: Record<string, number>; passed: boolean }
  /** What is run by imports and by hooks of the whole file. */
  | { imported: Record<string, number> }
  | { mutant: string; is: 'tried'; test: string }
  | { mutant: string; is: 'survivor'; test: string }
  | { mutant: string; is: 'killed'; test: string; why: string }
  /** The test fails without any mutant after it: what it left may have been the cause. */
  | { mutant: string; is: 'doubtful'; test: string }

declare module 'vitest' {
  export interface ProvidedContext {
    mutants: Task
  }
}
