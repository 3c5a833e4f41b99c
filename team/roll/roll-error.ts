import { rollErrorTexts } from './texts.ts'

/** The message is French and says what to do. */
export class RollError extends Error {
  override name = 'RollError'
  readonly problem: keyof typeof rollErrorTexts

  constructor(problem: keyof typeof rollErrorTexts, path = '') {
    super(rollErrorTexts[problem].replace('{}', () => path))
    this.problem = problem
  }
}
