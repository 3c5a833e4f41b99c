import * as z from 'zod/mini'
import type { AcceptedAction, ActionResult } from '../access/act-in-file.ts'
import type { FileOpeningResult } from '../access/open-file.ts'
import { type FileActionAnswer, shownFile } from '../contract/files.ts'
import type { HttpRequest } from './http.ts'
import { journal } from './journal.ts'
import { Problem, problemOf } from './problem.ts'

export function openingReply(opening: FileOpeningResult) {
  if (opening.outcome === 'not-found') journal({ event: 'file.refused' })
  if (opening.outcome !== 'opened') return problemOf(opening)
  journal({ event: 'file.opened', role: opening.role })
  return { status: 204 }
}

export function actorOf(request: Pick<HttpRequest, 'readCookie' | 'clientNetwork' | 'json'>) {
  const { readCookie, clientNetwork: network } = request
  const shownExpiry = () => z.safeParse(shownFile, request.json).data?.file
  return { cookie: readCookie('__Host-staff'), network, shownExpiry }
}

export function answerToAction(result: AcceptedAction): FileActionAnswer {
  const { action, outcome } = result
  journal({ event: 'file.acted-on', action, outcome })
  if (result.outcome !== 'asked') return {}
  const { code, expiresAt } = result
  return { second: { code, expiresAt: expiresAt.toISOString() } }
}

export function problemOfAction(refusal: Exclude<ActionResult, AcceptedAction>) {
  switch (refusal.outcome) {
    case 'address-taken':
    case 'person-taken':
    case 'unchanged':
    case 'not-as-asked':
    case 'not-offered':
      journal({ event: 'file-action.refused', why: refusal.outcome })
      return new Problem('not-offered')
    default:
      return problemOf(refusal)
  }
}

export function problemOfRepair(refusal: Exclude<ActionResult, AcceptedAction>) {
  switch (refusal.outcome) {
    case 'address-taken':
    case 'person-taken':
      journal({ event: 'file-action.refused', why: refusal.outcome })
      return new Problem('taken')
    case 'unchanged':
    case 'not-as-asked':
      journal({ event: 'file-action.refused', why: refusal.outcome })
      return new Problem(refusal.outcome)
    default:
      return problemOfAction(refusal)
  }
}
