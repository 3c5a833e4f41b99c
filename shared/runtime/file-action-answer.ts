import * as z from 'zod/mini'
import type { FileAction } from '../access/act-in-file.ts'
import { type FileActionAnswer, shownFile } from '../contract/files.ts'
import { journal } from './journal.ts'
import { Problem } from './problem.ts'

/** Of which file something is asked for, if the body says it. */
export function readShown(json: unknown): string | undefined {
  return z.safeParse(shownFile, json).data?.file
}

/** What each function answers that does something in an open file. */
export function answerToAction(acted: FileAction): FileActionAnswer {
  switch (acted.outcome) {
    case 'done':
    case 'again':
      journal({ event: 'file.acted-on', action: acted.action, outcome: acted.outcome })
      return {}
    case 'asked': {
      journal({ event: 'file.acted-on', action: acted.action, outcome: acted.outcome })
      const { code, expiresAt } = acted
      return { second: { code, expiresAt: expiresAt.toISOString() } }
    }
    case 'bad-reason':
      throw new Problem('invalid-input', { errors: [{ field: 'reason', code: 'malformed' }] })
    case 'too-many-attempts':
      throw new Problem('too-many-attempts', { retryAfterSeconds: acted.retryAfterSeconds })
    case 'address-taken':
    case 'person-taken':
      journal({ event: 'file-action.refused', why: acted.outcome })
      throw new Problem('taken')
    case 'not-offered':
    case 'unchanged':
    case 'not-as-asked':
      journal({ event: 'file-action.refused', why: acted.outcome })
      throw new Problem(acted.outcome)
    default:
      throw new Problem(acted.outcome)
  }
}
