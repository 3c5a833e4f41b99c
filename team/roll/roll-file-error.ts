import { type RollFileProblem, rollFileText } from '../../shared/texts/roll/roll-file.ts'

/** The file as a whole cannot be read as a roll. Its message is one French sentence, with what to do. */
export class RollFileError extends Error {
  override name = 'RollFileError'
  readonly problem: RollFileProblem
  /** Where in the file, if it is somewhere. */
  readonly line: number | undefined

  constructor(problem: RollFileProblem, options: { line?: number; cause?: unknown } = {}) {
    super(rollFileText(problem, options.line), { cause: options.cause })
    this.problem = problem
    this.line = options.line
  }
}
