import type { AnswerOf } from '../../shared/contract/routes.ts'
import { type AnswerTo, type PageState, visited } from './page-state.ts'
import { now } from './sample-answers.ts'

const handoversRead = (answer: AnswerTo<'GET /api/service-status'>): PageState =>
  visited('/etat-du-service/', { answers: { 'GET /api/service-status': answer } })

const handovers = (status: Omit<AnswerOf<'GET /api/service-status'>, 'at'>) =>
  handoversRead({ body: { at: now.toISOString(), ...status } })

const few = { handedOver: 'fewer-than-20', withinSeconds: null } as const

export const handoversStates: Record<string, PageState> = {
  normal: handovers({ handedOver: 12_345, withinSeconds: 170, late: 0 }),
  late: handovers({ handedOver: 12_345, withinSeconds: 1100, late: 1230 }),
  'a few today': handovers({ ...few, late: 0 }),
  'a few late': handovers({ ...few, late: 'fewer-than-20' }),
  'network cut': handoversRead('cut'),
}
