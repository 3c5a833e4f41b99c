import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'
import { button } from '../journey/browser.ts'
import { type PageState, voterPage } from './page-state.ts'
import {
  calendarAnswer,
  election,
  minutesAfter,
  now,
  reissueAnswer,
  usefulAnswer,
  voterAnswer,
} from './sample-answers.ts'

function space(
  latest: Reissue | null,
  at = now,
  changes: Partial<Voter['reissue']> = {},
): PageState {
  const voter = voterAnswer(latest, at)
  return voterPage('/espace/', { ...voter, reissue: { ...voter.reissue, ...changes } }, { at })
}

const inMinutes = (minutes: number) => minutesAfter(minutes, now).toISOString()

const byState: Record<Reissue['state'], PageState> = {
  accepted: space(reissueAnswer('accepted')),
  sending: space(reissueAnswer('sending')),
  sent: space(reissueAnswer('sent')),
  delivered: space(reissueAnswer('delivered')),
  failed: space(
    reissueAnswer('failed', {
      failure: 'service-limit',
      history: reissueAnswer('failed').history.filter(({ state }) => state !== 'sent'),
    }),
  ),
  cancelled: space(reissueAnswer('cancelled')),
}

const byFailure = Object.fromEntries(
  smsFailures.map((failure) => [failure, space(reissueAnswer('failed', { failure }))]),
)

const { dates } = election

function longAgo(reissue: Reissue): Reissue {
  const september = new Date(Date.UTC(now.getUTCFullYear(), 8, 30, 20, 22))
  const at = minutesAfter(-1440 * ((september.getUTCDay() + 4) % 7), september).toISOString()
  return { ...reissue, history: reissue.history.map((step) => ({ ...step, at })) }
}

function suspended(): PageState {
  const { election: shown, ...voter } = voterAnswer(
    reissueAnswer('accepted', { held: 'suspended' }),
  )
  const announced = calendarAnswer({ ...dates, suspendedSince: minutesAfter(-30, now) })
  return voterPage(
    '/espace/',
    { ...voter, election: { ...shown, suspended: true } },
    { answers: { 'GET /api/calendar': { body: announced } }, isAnnounced: true },
  )
}

export const spaceStates: Record<string, PageState> = {
  'no request': space(null),
  ...byState,
  'just accepted': byState.accepted,
  overseas: { ...byState.accepted, timeZone: 'Pacific/Noumea' },
  'already requested': { ...byState.sending, path: '/espace/#en-cours' },
  late: space(reissueAnswer('sending', { expectedAt: inMinutes(-10) })),
  'held by a limit': space(reissueAnswer('accepted', { held: 'service-limit' })),
  'held by a pause': space(reissueAnswer('accepted', { held: 'paused' })),
  'held by a territory cap': space(
    reissueAnswer('accepted', { postponed: 'territory-cap', expectedAt: inMinutes(900) }),
  ),
  withdrawn: space(reissueAnswer('cancelled', { withdrawn: true })),
  'stopped by staff': space(reissueAnswer('cancelled', { withdrawn: true, stoppedByStaff: true })),
  'long ago': space(longAgo(reissueAnswer('failed'))),
  used: space(reissueAnswer('delivered', { usedAt: inMinutes(-1) })),
  'reported missing': voterPage(
    '/espace/',
    voterAnswer(reissueAnswer('delivered', { expectedAt: inMinutes(-1) })),
    {
      answers: { 'POST /api/reissues/{id}/not-received': { body: undefined } },
      act: (page) => button(page, "Je ne l'ai pas reçu").click(),
    },
  ),
  'receipt missing': space(
    reissueAnswer('sent', { expectedAt: inMinutes(-10), receiptDueAt: inMinutes(-1) }),
  ),
  ...byFailure,
  'no request left': space(reissueAnswer('delivered'), now, {
    ...{ remaining: 0, noneLeftText: noneLeftText('notice-left', 3, 'page') },
  }),
  'both factors lost': space(null, now, { bothFactorsLostUntil: inMinutes(600) }),
  'reissue not open yet': space(null, minutesAfter(-600, dates.reissueOpensAt)),
  'vote not open yet': space(null, minutesAfter(-600, dates.voteOpensAt)),
  'closing soon': space(null, minutesAfter(-100, dates.voteClosesAt), usefulAnswer(-100)),
  'closing soon, overseas': {
    ...space(null, minutesAfter(-100, dates.voteClosesAt), usefulAnswer(-100)),
    timeZone: 'Pacific/Noumea',
  },
  'too late to request': space(null, minutesAfter(-2, dates.voteClosesAt), usefulAnswer(-2)),
  suspended: suspended(),
  'vote to be finished': space(null, minutesAfter(10, dates.voteClosesAt)),
  'all closed': space(null, minutesAfter(60, dates.voteClosesAt)),
  'all closed after an SMS': space(
    reissueAnswer('delivered'),
    minutesAfter(60, dates.voteClosesAt),
  ),
  'contest closed': space(null, minutesAfter(60, dates.contestUntil)),
  'nothing loads': {
    ...space(null),
    answers: { 'GET /api/voter': 'cut', 'GET /api/calendar': 'cut' },
  },
  'no script': { ...space(null), withoutScripts: true },
}
