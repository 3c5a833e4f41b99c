import { type RollFileProblem, rollFileTexts } from './roll-file-texts.ts'

/** The file as a whole cannot be read as a roll. Its message is one French sentence, with what to do. */
export class RollFileError extends Error {
  override name = 'RollFileError'
  readonly problem: RollFileProblem
  readonly line: number | undefined

  /** @param line where in the file, if it is somewhere */
  constructor(problem: RollFileProblem, line?: number) {
    super(`${rollFileTexts[problem]}${line === undefined ? '' : ` (Ligne ${line}.)`}`)
    this.problem = problem
    this.line = line
  }
}
