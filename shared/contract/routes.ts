import type * as z from 'zod/mini'
import {
  linkBody,
  passwordBody,
  passwordLinkAnswer,
  passwordLinkBody,
  passwordLinkWait,
} from './account.ts'
import { booth, boothSignInBody } from './booth.ts'
import { calendar } from './calendar.ts'
import { captcha } from './captcha.ts'
import type { CookieName } from './cookie-name.ts'
import { handovers } from './handovers.ts'
import type { ProblemCode } from './problems.ts'
import { linkedReissue, reissue } from './reissue.ts'
import { cancelBody, reissueBody } from './reissue-bodies.ts'
import { openSessions, signInBody } from './session.ts'
import { voter } from './voter.ts'

export interface Route {
  summary: string
  needsCookies?: readonly CookieName[]
  body?: z.ZodMiniType
  answers: Readonly<Record<number, z.ZodMiniType | `audio/${string}` | null>>
  setsCookies?: readonly CookieName[]
  refusesWhileSuspended?: true
  problems?: readonly ProblemCode[]
}

export const routes = {
  'POST /api/account/link': {
    summary:
      'Mails a single-use link to choose a password, or a sign-in code. The answer is the same for an unknown address.',
    body: passwordLinkBody,
    answers: { 202: passwordLinkAnswer },
    refusesWhileSuspended: true,
  },
  'GET /api/account/link-wait': {
    summary:
      'Returns the longest expected time, in minutes, until a link or code requested now is mailed. The answer is the same for every address.',
    answers: { 200: passwordLinkWait },
  },
  'POST /api/account/link-preview': {
    summary: 'Checks the password link of an e-mail without using it up.',
    body: linkBody,
    answers: { 204: null },
    refusesWhileSuspended: true,
    problems: ['link-expired'],
  },
  'PUT /api/account/password': {
    summary: 'Sets the password of the account that the link belongs to.',
    body: passwordBody,
    answers: { 204: null },
    setsCookies: ['__Host-device'],
    refusesWhileSuspended: true,
    problems: ['link-expired', 'too-many-attempts', 'weak-password'],
  },
  'POST /api/account/end-sessions': {
    summary:
      "Ends all sessions of a voter, for the holder of an e-mail's link. Password, identifier and requests stay valid.",
    body: linkBody,
    answers: { 204: null },
    problems: ['unknown-link'],
  },
  'POST /api/session': {
    summary:
      "Opens the voter's space. A captcha skips the wait after too many attempts; with a mailed code, attempts made without a code do not count.",
    body: signInBody,
    answers: { 204: null },
    setsCookies: ['__Host-session', '__Host-device'],
    refusesWhileSuspended: true,
    problems: ['captcha-failed', 'wrong-credentials', 'too-many-attempts'],
  },
  'DELETE /api/session': {
    summary: 'Ends the session, and the booth session that belongs to it.',
    answers: { 204: null },
    setsCookies: ['__Host-session', '__Host-booth'],
  },
  'GET /api/sessions': {
    summary: "Lists the open sessions of the voter's space, including the caller's.",
    needsCookies: ['__Host-session'],
    answers: { 200: openSessions },
  },
  'DELETE /api/sessions/others': {
    summary: "Ends all sessions of the voter except the caller's.",
    needsCookies: ['__Host-session'],
    answers: { 204: null },
  },
  'GET /api/voter': {
    summary: "Returns what the voter's space shows, and extends the session.",
    needsCookies: ['__Host-session'],
    answers: { 200: voter },
  },
  'POST /api/captchas': {
    summary: 'Creates a captcha for the signed-in voter.',
    needsCookies: ['__Host-session'],
    answers: { 201: captcha },
    refusesWhileSuspended: true,
  },
  'POST /api/session/captchas': {
    summary: 'Creates a captcha for the sign-in page.',
    answers: { 201: captcha },
    refusesWhileSuspended: true,
  },
  'GET /api/captcha-sounds/{sealedCode}': {
    summary:
      'Returns the digits of a captcha, spoken in French, at the path that its creation returned. The call can be repeated until the captcha expires, and accepts byte ranges.',
    answers: { 200: 'audio/wav', 206: 'audio/wav' },
    problems: ['not-found', 'range-not-satisfiable'],
  },
  'POST /api/reissues': {
    summary: 'Requests a new identifier by SMS; `birthDate` is `YYYY-MM-DD`.',
    needsCookies: ['__Host-session'],
    body: reissueBody,
    answers: { 202: reissue },
    refusesWhileSuspended: true,
    problems: [
      'captcha-failed',
      'identity-mismatch',
      'reissue-closed',
      'password-change-required',
      'both-factors-lost',
      'voter-limit',
      'sms-ceiling',
      'phone-limit',
      'phone-taken',
      'phone-unknown',
      'already-pending',
      'too-many-attempts',
    ],
  },
  'GET /api/reissues/{id}': {
    summary: "Returns the status of one of the voter's own requests.",
    needsCookies: ['__Host-session'],
    answers: { 200: reissue },
    problems: ['not-found'],
  },
  'POST /api/reissues/{id}/cancel': {
    summary: "Cancels a request, for the holder of the confirmation e-mail's link.",
    body: cancelBody,
    answers: { 204: null },
    problems: ['unknown-link', 'too-late'],
  },
  'POST /api/reissues/{id}/cancel-preview': {
    summary: "Returns what the confirmation e-mail's link would cancel, without cancelling it.",
    body: cancelBody,
    answers: { 200: linkedReissue },
    problems: ['unknown-link'],
  },
  'POST /api/reissues/{id}/withdraw': {
    summary:
      "Withdraws one of the voter's own requests before its SMS leaves, to correct the number. Afterwards the request no longer counts, but its SMS still counts against the voter's limit. A repeated call changes nothing.",
    needsCookies: ['__Host-session'],
    answers: { 204: null },
    problems: ['not-found', 'too-late'],
  },
  'POST /api/reissues/{id}/not-received': {
    summary:
      "Reports that the SMS of one of the voter's own requests did not arrive. The report is counted once per request, unless it comes too early. It changes nothing else.",
    needsCookies: ['__Host-session'],
    answers: { 204: null },
    problems: ['not-found'],
  },
  'POST /api/booth/session': {
    summary:
      'Opens the booth and extends the session. A captcha skips the wait after too many attempts.',
    needsCookies: ['__Host-session'],
    body: boothSignInBody,
    answers: { 204: null },
    setsCookies: ['__Host-booth'],
    refusesWhileSuspended: true,
    problems: [
      'captcha-failed',
      'wrong-credentials',
      'vote-closed',
      'both-factors-lost',
      'too-many-attempts',
    ],
  },
  'GET /api/booth': {
    summary: 'Returns what the booth shows, and extends the session.',
    needsCookies: ['__Host-session', '__Host-booth'],
    answers: { 200: booth },
    refusesWhileSuspended: true,
    problems: ['vote-closed'],
  },
  'GET /api/service-status': {
    summary:
      "Returns how fast today's SMS left, and how many are late. The answer is the same for everybody and cached for a minute.",
    answers: { 200: handovers },
  },
  'GET /api/calendar': {
    summary:
      'Returns whether the vote is suspended, and when requests and the vote close. The answer is the same for everybody and cached for five seconds.',
    answers: { 200: calendar },
  },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/${string}`, Route>

export type RouteName = keyof typeof routes

const commonProblems = ['forbidden', 'internal-error', 'unavailable'] as const
const bodyProblems = ['invalid-input', 'body-too-large', 'unsupported-media-type'] as const

export function problemsOf(route: Route): ProblemCode[] {
  const { body, needsCookies, problems = [], refusesWhileSuspended } = route
  return [
    ...(needsCookies ? (['unauthenticated'] as const) : []),
    ...problems,
    ...(refusesWhileSuspended ? (['suspended'] as const) : []),
    ...(body ? bodyProblems : []),
    ...commonProblems,
  ]
}

export type RouteBody<AnyRoute> = AnyRoute extends { body: infer Body extends z.ZodMiniType }
  ? z.input<Body>
  : undefined

export type RouteAnswer<AnyRoute> = AnyRoute extends {
  answers: Readonly<Record<number, infer Answer>>
}
  ? Answer extends z.ZodMiniType
    ? z.output<Answer>
    : undefined
  : never

export type AnswerOf<Name extends RouteName> = RouteAnswer<(typeof routes)[Name]>
