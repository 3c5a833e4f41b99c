import { CommandError } from '../command-error.ts'
import { rollErrorTexts } from './texts.ts'

export class RollError extends CommandError {
  override name = 'RollError'
  readonly problem: keyof typeof rollErrorTexts

  constructor(problem: keyof typeof rollErrorTexts, path = '') {
    super(rollErrorTexts[problem].replace('{}', () => path))
    this.problem = problem
  }
}
