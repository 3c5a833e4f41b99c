import type { FileOpening } from '../access/open-file.ts'
import type { HttpReply } from './http.ts'
import { journal } from './journal.ts'
import { Problem } from './problem.ts'

/** What both ways to a file answer. @throws Problem */
export function answerOpening(opening: FileOpening): HttpReply {
  switch (opening.outcome) {
    case 'opened':
      journal({ event: 'file.opened', role: opening.role })
      return { status: 204 }
    case 'too-many-attempts':
      throw new Problem('too-many-attempts', { retryAfterSeconds: opening.retryAfterSeconds })
    case 'not-found':
      journal({ event: 'file.refused' })
      throw new Problem('not-found')
    default:
      throw new Problem(opening.outcome)
  }
}
