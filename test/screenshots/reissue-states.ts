import { routes } from '../../shared/contract/routes.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import {
  type AnswerTo,
  afterSending,
  afterTyping,
  type PageState,
  voterPage,
  wrongFields,
} from './page-state.ts'
import {
  election,
  minutesAfter,
  now,
  reissueAnswer,
  usefulAnswer,
  voterAnswer,
} from './sample-answers.ts'

export const requestFields = {
  phone: '06 12 34 56 78',
  numen: '01E1000000ABC',
  birthDate: '01/01/1962',
  captcha: '9456',
}

export const newVoter = voterAnswer(null)

const ask = (answer: AnswerTo<'POST /api/reissues'>, typed = requestFields) =>
  afterSending(
    voterPage('/identifiant/', newVoter, { answers: { 'POST /api/reissues': answer } }),
    typed,
  )

const { problems } = routes['POST /api/reissues']

type Refusal = Exclude<(typeof problems)[number], 'already-pending'>

function refusalOf(code: Refusal): Problem {
  if (code === 'both-factors-lost') return new Problem(code, { until: minutesAfter(600, now) })
  if (code === 'too-many-attempts') return new Problem(code, { retryAfterSeconds: 240 })
  return new Problem(code)
}

const refusals = Object.fromEntries(
  problems.filter((code) => code !== 'already-pending').map((code) => [code, ask(refusalOf(code))]),
)

const askedBefore = (latest: Parameters<typeof voterAnswer>[0]) =>
  voterPage('/identifiant/', voterAnswer(latest))

const lastDayAt = (minutes: number) => minutesAfter(minutes, election.dates.voteClosesAt)

function onLastDay(minutes: number): Voter {
  const voter = voterAnswer(null, lastDayAt(minutes))
  return { ...voter, reissue: { ...voter.reissue, ...usefulAnswer(minutes) } }
}

export const reissueStates: Record<string, PageState> = {
  'first seen': voterPage('/identifiant/', newVoter),
  suspended: ask(new Problem('suspended')),
  'on the last day': voterPage('/identifiant/', onLastDay(-100), { at: lastDayAt(-100) }),
  'too late': voterPage('/identifiant/', onLastDay(-2), { at: lastDayAt(-2) }),
  'address that refuses mail': voterPage('/identifiant/', {
    ...newVoter,
    emailRefused: true,
  }),
  summary: afterTyping(voterPage('/identifiant/', newVoter), requestFields, 1),
  'after a failure': askedBefore(reissueAnswer('failed', { failure: 'unreachable' })),
  'after an SMS': askedBefore(reissueAnswer('delivered')),
  'after a cancellation': askedBefore(reissueAnswer('cancelled')),
  'after a withdrawal': askedBefore(reissueAnswer('cancelled', { withdrawn: true })),
  'nothing typed': ask(
    wrongFields({
      ...{ phone: 'required', numen: 'required' },
      ...{ birthDate: 'required', captcha: 'required' },
    }),
    { phone: '', numen: '', birthDate: '', captcha: '' },
  ),
  'wrong fields': ask(
    wrongFields({
      ...{ phone: 'not-mobile', numen: 'malformed' },
      ...{ birthDate: 'not-a-date', captcha: 'malformed' },
    }),
    { phone: '01 23 45 67 89', numen: '01E', birthDate: '31/02/1962', captcha: '9' },
  ),
  ...refusals,
  'network cut': ask('cut'),
  'no picture': voterPage('/identifiant/', newVoter, {
    answers: { 'POST /api/captchas': new Problem('unavailable', { retryAfterSeconds: 5 }) },
  }),
  'no sound': voterPage('/identifiant/', newVoter, {
    answers: { 'GET /api/captcha-sounds/{sealedCode}': 'cut' },
    act: (page) => page.locator('[data-captcha-listen]').click(),
  }),
  closed: voterPage('/identifiant/', voterAnswer(null, minutesAfter(9000, now)), {
    at: minutesAfter(9000, now),
  }),
  'no script': { ...voterPage('/identifiant/', newVoter), withoutScripts: true },
}
