import { rollErrorTexts } from './texts.ts'

/** What stands in the way of a command on the roll. Its message says so in French, with what to do. */
export class RollError extends Error {
  override name = 'RollError'
  readonly problem: keyof typeof rollErrorTexts

  /** @param path of the file or folder that the sentence names */
  constructor(problem: keyof typeof rollErrorTexts, path = '') {
    super(rollErrorTexts[problem].replace('{}', () => path))
    this.problem = problem
  }
}
