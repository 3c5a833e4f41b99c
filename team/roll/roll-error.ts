import { rollErrorTexts } from './texts.ts'

/** Why a command on the roll cannot go on. The message is French, with what to do. */
export class RollError extends Error {
  override name = 'RollError'
  readonly problem: keyof typeof rollErrorTexts

  constructor(problem: keyof typeof rollErrorTexts, path = '') {
    super(rollErrorTexts[problem].replace('{}', () => path))
    this.problem = problem
  }
}
