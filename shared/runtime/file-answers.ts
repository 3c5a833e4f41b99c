import * as z from 'zod/mini'
import type { DoneAction, FileAction } from '../access/act-in-file.ts'
import type { FileOpening } from '../access/open-file.ts'
import { type FileActionAnswer, shownFile } from '../contract/files.ts'
import type { HttpRequest } from './http.ts'
import { journal } from './journal.ts'
import { Problem, problemOf } from './problem.ts'

/** Returns problems for handlers to throw, because the contract test searches handlers. */
export function answerToOpening(opening: FileOpening) {
  if (opening.outcome === 'not-found') journal({ event: 'file.refused' })
  if (opening.outcome !== 'opened') return problemOf(opening)
  journal({ event: 'file.opened', role: opening.role })
  return { status: 204 }
}

export function callerIn(request: Pick<HttpRequest, 'openedCookie' | 'clientNetwork' | 'json'>) {
  const { openedCookie, clientNetwork: network } = request
  const shown = () => z.safeParse(shownFile, request.json).data?.file
  return { cookie: openedCookie('__Host-staff'), network, shown }
}

export function answerToAction(result: DoneAction): FileActionAnswer {
  const { action, outcome } = result
  journal({ event: 'file.acted-on', action, outcome })
  if (result.outcome !== 'asked') return {}
  const { code, expiresAt } = result
  return { second: { code, expiresAt: expiresAt.toISOString() } }
}

export function refusalOfAction(refused: Exclude<FileAction, DoneAction>) {
  switch (refused.outcome) {
    // Only repairs have the first four outcomes.
    case 'address-taken':
    case 'person-taken':
    case 'unchanged':
    case 'not-as-asked':
    case 'not-offered':
      journal({ event: 'file-action.refused', why: refused.outcome })
      return new Problem('not-offered')
    default:
      return problemOf(refused)
  }
}

export function refusalOfRepair(refused: Exclude<FileAction, DoneAction>) {
  switch (refused.outcome) {
    case 'address-taken':
    case 'person-taken':
      journal({ event: 'file-action.refused', why: refused.outcome })
      return new Problem('taken')
    case 'unchanged':
    case 'not-as-asked':
      journal({ event: 'file-action.refused', why: refused.outcome })
      return new Problem(refused.outcome)
    default:
      return refusalOfAction(refused)
  }
}
