import type { FileOpening } from '../access/open-file.ts'
import { journal } from './journal.ts'
import { Problem } from './problem.ts'

/** What both ways to a file refuse with. */
export function refusalOf(opening: Exclude<FileOpening, { outcome: 'opened' }>) {
  if (opening.outcome === 'too-many-attempts') {
    const { retryAfterSeconds } = opening
    return new Problem('too-many-attempts', { retryAfterSeconds })
  }
  if (opening.outcome === 'not-found') journal({ event: 'file.refused' })
  return new Problem(opening.outcome)
}
