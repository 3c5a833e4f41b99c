import type { LinkedReissue, Reissue } from '../../shared/contract/reissue.ts'
import type { OpenSession } from '../../shared/contract/session.ts'
import { bodyLength, identifierOf, identifierText } from '../../shared/domain/voter/identifier.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import type { PageName } from '../../site/site-pages.ts'
import {
  type Answers,
  type AnswerTo,
  afterSending,
  afterTyping,
  linkAnswers,
  type PageState,
  publicPage,
  send,
  voterPage,
  wrongFields,
} from './page-state.ts'
import { newVoter, reissueStates } from './reissue-states.ts'
import {
  ballots,
  election,
  minutesAfter,
  now,
  reissueAnswer,
  voterAnswer,
} from './sample-answers.ts'
import { spaceStates } from './space-states.ts'

const typedToSignIn = {
  email: 'amina.exemple.01@academie.example.org',
  password: 'Demo-01-vote!',
}

const signIn = (answer: AnswerTo<'POST /api/session'>, typed = typedToSignIn) =>
  afterSending(publicPage('/', { answers: { 'POST /api/session': answer } }), typed)

const signInStates: Record<string, PageState> = {
  'first seen': publicPage('/'),
  redirected: publicPage('/#retour=/espace/'),
  'signed out': publicPage('/#fin'),
  'code from the e-mail': publicPage('/#code=123456789012'),
  'nothing typed': signIn(wrongFields({ email: 'required', password: 'required' }), {
    ...{ email: '', password: '' },
  }),
  'wrong credentials': signIn(new Problem('wrong-credentials')),
  'too many attempts': signIn(
    new Problem('too-many-attempts', { retryAfterSeconds: 480, captcha: true }),
  ),
  'only a code by e-mail helps': signIn(
    new Problem('too-many-attempts', { retryAfterSeconds: 28_800, mailedCode: true }),
  ),
  'cookies refused': signIn({ body: undefined }),
  unavailable: signIn(new Problem('unavailable', { retryAfterSeconds: 5 })),
  'network cut': signIn('cut'),
  'no script': { ...publicPage('/'), withoutScripts: true },
}

const typedToVote = {
  identifier: identifierText(identifierOf(Array.from({ length: bodyLength }, (_, index) => index))),
  password: 'Demo-01-vote!',
}

const vote = (answer: AnswerTo<'POST /api/booth/session'>) =>
  afterSending(
    voterPage('/vote/', newVoter, {
      answers: { 'POST /api/booth/session': answer, 'GET /api/booth': { body: { ballots } } },
    }),
    typedToVote,
  )

const graceAt = minutesAfter(10, election.dates.voteClosesAt)

const boothStates: Record<string, PageState> = {
  'first seen': voterPage('/vote/', newVoter),
  'after an SMS': voterPage('/vote/', voterAnswer(reissueAnswer('sent'))),
  'SMS pasted': afterTyping(
    voterPage('/vote/', newVoter),
    { identifier: identifierSms(typedToVote.identifier, '') },
    0,
  ),
  'not open yet': voterPage('/vote/', voterAnswer(null, minutesAfter(-20_000, now)), {
    at: minutesAfter(-20_000, now),
  }),
  miscopied: afterSending(voterPage('/vote/', newVoter), {
    ...typedToVote,
    identifier: 'B500 0000 0000',
  }),
  'wrong credentials': vote(new Problem('wrong-credentials')),
  'too many attempts': vote(
    new Problem('too-many-attempts', { retryAfterSeconds: 480, captcha: true }),
  ),
  'vote closed': vote(new Problem('vote-closed')),
  'to be finished': voterPage('/vote/', voterAnswer(null, graceAt), { at: graceAt }),
  entered: vote({ body: undefined }),
}

const askForLink = (
  answer: AnswerTo<'POST /api/account/link'>,
  waitMinutes = 0,
  noRepeatToday = false,
) =>
  afterSending(
    publicPage('/mot-de-passe/', {
      answers: { ...linkAnswers({ waitMinutes, noRepeatToday }), 'POST /api/account/link': answer },
    }),
    { email: typedToSignIn.email },
  )

const link = `/mot-de-passe/#${'a'.repeat(22)}.${'b'.repeat(43)}`

const followed = (path: string, answers: Answers = {}) =>
  publicPage(path, {
    answers: { 'POST /api/account/link-preview': { body: undefined }, ...answers },
  })

const choose = (answer: AnswerTo<'PUT /api/account/password'>) =>
  afterSending(followed(link, { 'PUT /api/account/password': answer }), {
    password: 'trois petits bateaux gris',
  })

const passwordStates: Record<string, PageState> = {
  'first seen': publicPage('/mot-de-passe/'),
  'link on its way': askForLink({ body: {} }),
  'link delayed': askForLink({ body: {} }, 90),
  'no other link today': askForLink({ body: {} }, 10, true),
  'not an address': askForLink(wrongFields({ email: 'malformed' })),
  'truncated link': publicPage('/mot-de-passe/#abc'),
  'link followed': followed(link),
  'first link followed': followed(`${link}.1`),
  'too short': afterSending(followed(link), { password: 'court' }),
  'link used': followed(link, {
    'POST /api/account/link-preview': new Problem('link-expired'),
  }),
  'link expired': choose(new Problem('link-expired')),
  'network cut': choose('cut'),
  saved: choose({ body: undefined }),
}

const cancelLink = `/annuler/#${reissueAnswer('accepted').id}.${'c'.repeat(43)}`

const linkedTo = (state: Reissue['state'], changes: Partial<LinkedReissue> = {}): Answers => {
  const { requestedAt, maskedPhone } = reissueAnswer(state)
  const body = { state, requestedAt, maskedPhone, ...changes }
  return { 'POST /api/reissues/{id}/cancel-preview': { body } }
}

const cancel = (answer: AnswerTo<'POST /api/reissues/{id}/cancel'>): PageState =>
  publicPage(cancelLink, {
    answers: { ...linkedTo('accepted'), 'POST /api/reissues/{id}/cancel': answer },
    act: send,
  })

const cancelStates: Record<string, PageState> = {
  'without its link': publicPage('/annuler/'),
  'link followed': publicPage(cancelLink, { answers: linkedTo('accepted') }),
  'link followed, network cut': publicPage(cancelLink, {
    answers: { 'POST /api/reissues/{id}/cancel-preview': 'cut' },
  }),
  'link followed after a withdrawal': publicPage(cancelLink, {
    answers: linkedTo('cancelled', { withdrawn: true }),
  }),
  'link followed too late': publicPage(cancelLink, { answers: linkedTo('sent') }),
  cancelled: cancel({ body: undefined }),
  'cancelled, then reloaded': {
    ...cancel({ body: undefined }),
    act: (page) => send(page).then(async () => void (await page.reload())),
  },
  'too late': cancel(new Problem('too-late')),
  'unknown link': cancel(new Problem('unknown-link')),
  unconfirmed: cancel('cut'),
}

const endLink = `/deconnecter/#${'v'.repeat(22)}.${'e'.repeat(43)}`

const endAll = (answer: AnswerTo<'POST /api/account/end-sessions'>): PageState =>
  publicPage(endLink, { answers: { 'POST /api/account/end-sessions': answer }, act: send })

const endSessionsStates: Record<string, PageState> = {
  'without its link': publicPage('/deconnecter/'),
  'link followed': publicPage(endLink),
  ended: endAll({ body: undefined }),
  'unknown link': endAll(new Problem('unknown-link')),
  unconfirmed: endAll('cut'),
}

const sessionsPage = (sessions: OpenSession[], answers: Answers = {}) =>
  voterPage('/espace/sessions/', newVoter, {
    answers: { 'GET /api/sessions': { body: { sessions } }, ...answers },
  })

const openedAgo = (minutes: number) => ({
  openedAt: minutesAfter(-minutes, now).toISOString(),
  current: minutes === 0,
  sharedComputer: minutes === 20,
})

const threeSessions = [0, 20, 1500].map(openedAgo)

const sessionsStates: Record<string, PageState> = {
  'only this one': sessionsPage([openedAgo(0)]),
  'three sessions': sessionsPage(threeSessions),
  'network cut': {
    ...sessionsPage(threeSessions, { 'DELETE /api/sessions/others': 'cut' }),
    act: send,
  },
  unavailable: sessionsPage([], {
    'GET /api/sessions': new Problem('unavailable', { retryAfterSeconds: 5 }),
  }),
}

const searched = (typed: string): PageState =>
  publicPage('/aide/', {
    act: async (page) => {
      await page.locator('#symptom').fill(typed)
      // Search results are announced after a pause.
      await page.waitForTimeout(500)
    },
  })

const helpStates: Record<string, PageState> = {
  'first seen': publicPage('/aide/'),
  found: searched('numen ou le trouver'),
  'nothing found': searched('xyzzy'),
  'no script': publicPage('/aide/', { withoutScripts: true }),
}

const service = (answer: AnswerTo<'GET /api/service-status'>): PageState =>
  publicPage('/etat-du-service/', { answers: { 'GET /api/service-status': answer } })

const today = { at: now.toISOString(), handedOver: 12_345, withinSeconds: 170, late: 0 }
const few = { ...today, handedOver: 'fewer-than-20', withinSeconds: null } as const

const serviceStates: Record<string, PageState> = {
  normal: service({ body: today }),
  late: service({ body: { ...today, withinSeconds: 1100, late: 1230 } }),
  'a few today': service({ body: few }),
  stopped: service({ body: { ...few, stopped: true } }),
  'a few late': service({ body: { ...few, late: 'fewer-than-20' } }),
  'network cut': service('cut'),
}

const text = (path: string) => ({ 'first seen': publicPage(path) })

/** A page without states does not compile. */
export const pageStates: Record<PageName, Record<string, PageState>> = {
  'sign-in': signInStates,
  space: spaceStates,
  sessions: sessionsStates,
  booth: boothStates,
  reissue: reissueStates,
  cancel: cancelStates,
  'end-sessions': endSessionsStates,
  password: passwordStates,
  help: helpStates,
  'help-easy': text('/aide/facile/'),
  'help-english': text('/en/help/'),
  tutorial: text('/tutoriel/'),
  'tutorial-easy': text('/tutoriel/facile/'),
  'tutorial-english': text('/en/tutorial/'),
  accessibility: text('/accessibilite/'),
  'personal-data': text('/donnees-personnelles/'),
  legal: text('/mentions-legales/'),
  'service-status': serviceStates,
  maintenance: text('/maintenance.html'),
  'not-found': text('/404.html'),
}
