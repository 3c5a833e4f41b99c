import type { AnswerOf } from '../../shared/contract/routes.ts'
import { type AnswerTo, type PageState, visited } from './page-state.ts'
import { now } from './sample-answers.ts'

type Handovers = AnswerOf<'GET /api/service-status'>

const within = (half: number, threeQuarters: number, nineTenths: number) => ({
  half,
  threeQuarters,
  nineTenths,
})

const handoversRead = (answer: AnswerTo<'GET /api/service-status'>): PageState =>
  visited('/etat-du-service/', { answers: { 'GET /api/service-status': answer } })

const handovers = (
  sms: Handovers['sms'],
  territories: Handovers['territories'] = [],
  late: Handovers['late'] = { sms: 0, territories: [] },
) => handoversRead({ body: { at: now.toISOString(), sms, territories, late } })

const metropolis = {
  territory: 'FR',
  handedOver: 11_800,
  failed: 96,
  withinSeconds: within(70, 95, 170),
}

export const handoversStates: Record<string, PageState> = {
  normal: handovers({ handedOver: 12_345, withinSeconds: within(70, 95, 170) }, [metropolis]),
  late: handovers(
    { handedOver: 12_345, withinSeconds: within(70, 400, 1100) },
    [
      metropolis,
      { territory: 'RE', handedOver: 545, failed: 1, withinSeconds: within(900, 1800, 4100) },
    ],
    { sms: 1230, territories: [{ territory: 'RE', sms: 1200 }] },
  ),
  'a few today': handovers({ handedOver: 'fewer-than-20', withinSeconds: null }),
  'a few late': handovers({ handedOver: 'fewer-than-20', withinSeconds: null }, [], {
    sms: 'fewer-than-20',
    territories: [],
  }),
  'network cut': handoversRead('cut'),
}
