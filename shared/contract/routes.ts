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
  /** It begins with the name of the function. */
  operationId: string
  summary: string
  /** The cookies without which it answers `unauthenticated`. */
  needs?: readonly CookieName[]
  /** Sent as JSON. */
  body?: z.ZodMiniType
  /** By status: JSON, or the type of other media; null: no body. */
  answers: Readonly<Record<number, z.ZodMiniType | `audio/${string}` | null>>
  setsCookies?: readonly CookieName[]
  /** It refuses while the election is suspended. */
  suspends?: true
  /** Those of its own: `problemsIn` adds the others. */
  problems: readonly ProblemCode[]
}

/** Every route of the API, as API Gateway names it. */
export const routes = {
  'POST /api/account/link': {
    operationId: 'requestPasswordLink',
    summary:
      'Mails a single-use link to choose a password, or the code to sign in with on a browser that is not known. The answer is the same for an unknown address.',
    body: passwordLinkBody,
    answers: { 202: passwordLinkAnswer },
    suspends: true,
    problems: [],
  },
  'GET /api/account/link-wait': {
    operationId: 'showLinkWait',
    summary:
      'How many minutes a link that is asked for now may take to leave, at most: the same for every address.',
    answers: { 200: passwordLinkWait },
    problems: [],
  },
  'POST /api/account/link-preview': {
    operationId: 'setPasswordPreview',
    summary: "Whether an e-mail's link to choose a password is good. It uses nothing up.",
    body: linkBody,
    answers: { 204: null },
    suspends: true,
    problems: ['link-expired'],
  },
  'PUT /api/account/password': {
    operationId: 'setPassword',
    summary: 'Gives the account of a link the password that its holder chose.',
    body: passwordBody,
    answers: { 204: null },
    setsCookies: ['__Host-device'],
    suspends: true,
    problems: ['link-expired', 'too-many-attempts', 'weak-password'],
  },
  'POST /api/account/end-sessions': {
    operationId: 'endSessions',
    summary:
      "Ends all sessions of a voter, for the holder of an e-mail's link. Password, identifier and requests stay.",
    body: linkBody,
    answers: { 204: null },
    problems: ['unknown-link'],
  },
  'POST /api/session': {
    operationId: 'signIn',
    summary:
      "Opens the voter's space. A security code spares the wait after too many attempts; a mailed code makes right credentials count whatever strangers tried.",
    body: signInBody,
    answers: { 204: null },
    setsCookies: ['__Host-session', '__Host-device'],
    suspends: true,
    problems: ['captcha-failed', 'wrong-credentials', 'too-many-attempts'],
  },
  'DELETE /api/session': {
    operationId: 'signOut',
    summary: 'Ends the session, and the one of the booth with it.',
    answers: { 204: null },
    setsCookies: ['__Host-session', '__Host-booth'],
    problems: [],
  },
  'GET /api/sessions': {
    operationId: 'showSpaceSessions',
    summary: "The sessions of the voter's space that are open, the one that asks among them.",
    needs: ['__Host-session'],
    answers: { 200: openSessions },
    problems: ['unauthenticated'],
  },
  'DELETE /api/sessions/others': {
    operationId: 'signOutElsewhere',
    summary: "Ends the voter's sessions but the one that asks.",
    needs: ['__Host-session'],
    answers: { 204: null },
    problems: ['unauthenticated'],
  },
  'GET /api/voter': {
    operationId: 'showSpace',
    summary: "What the voter's space shows. It prolongs the session.",
    needs: ['__Host-session'],
    answers: { 200: voter },
    problems: ['unauthenticated'],
  },
  'POST /api/captchas': {
    operationId: 'createCaptcha',
    summary: 'Draws a security code for the voter who is signed in.',
    needs: ['__Host-session'],
    answers: { 201: captcha },
    suspends: true,
    problems: ['unauthenticated'],
  },
  'POST /api/session/captchas': {
    operationId: 'createCaptchaToSignIn',
    summary: 'Draws a security code for the sign-in page.',
    answers: { 201: captcha },
    suspends: true,
    problems: [],
  },
  'GET /api/captcha-sounds/{sealedCode}': {
    operationId: 'sayCaptcha',
    summary:
      'The digits of a security code, spoken in French, at the path that its creation answered. Until the code expires, as often as one likes, and by ranges of bytes.',
    answers: { 200: 'audio/wav', 206: 'audio/wav' },
    problems: ['not-found', 'range-not-satisfiable'],
  },
  'POST /api/reissues': {
    operationId: 'requestReissue',
    summary: 'Asks for a new identifier by SMS; `birthDate` is written `YYYY-MM-DD`.',
    needs: ['__Host-session'],
    body: reissueBody,
    answers: { 202: reissue },
    suspends: true,
    problems: [
      'captcha-failed',
      'unauthenticated',
      'identity-mismatch',
      'reissue-closed',
      'password-change-required',
      'both-factors-lost',
      'voter-limit',
      'sms-ceiling',
      'phone-limit',
      'phone-taken',
      'already-pending',
      'too-many-attempts',
    ],
  },
  'GET /api/reissues/{id}': {
    operationId: 'followReissue',
    summary: "Where one of the voter's own requests stands.",
    needs: ['__Host-session'],
    answers: { 200: reissue },
    problems: ['unauthenticated', 'not-found'],
  },
  'POST /api/reissues/{id}/cancel': {
    operationId: 'cancelReissue',
    summary: "Cancels a request, for the holder of the confirmation e-mail's link.",
    body: cancelBody,
    answers: { 204: null },
    problems: ['unknown-link', 'too-late'],
  },
  'POST /api/reissues/{id}/cancel-preview': {
    operationId: 'cancelReissuePreview',
    summary:
      "What the confirmation e-mail's link would cancel, for its holder. It cancels nothing.",
    body: cancelBody,
    answers: { 200: linkedReissue },
    problems: ['unknown-link'],
  },
  'POST /api/reissues/{id}/withdraw': {
    operationId: 'withdrawReissue',
    summary:
      "Takes one of the voter's own requests back before its SMS leaves, to correct the number: it ends without a cost. One that was taken back is as it was asked to be.",
    needs: ['__Host-session'],
    answers: { 204: null },
    problems: ['unauthenticated', 'not-found', 'too-late'],
  },
  'POST /api/reissues/{id}/not-received': {
    operationId: 'reportMissingSms',
    summary:
      "Says that the SMS of one of the voter's own requests did not arrive. It is counted once for each, and changes nothing else.",
    needs: ['__Host-session'],
    answers: { 204: null },
    problems: ['unauthenticated', 'not-found'],
  },
  'POST /api/booth/session': {
    operationId: 'enterBooth',
    summary:
      'Opens the booth, and prolongs the session. A security code spares the wait after too many attempts.',
    needs: ['__Host-session'],
    body: boothSignInBody,
    answers: { 204: null },
    setsCookies: ['__Host-booth'],
    suspends: true,
    problems: [
      'captcha-failed',
      'unauthenticated',
      'wrong-credentials',
      'vote-closed',
      'too-many-attempts',
    ],
  },
  'GET /api/booth': {
    operationId: 'showBooth',
    summary: 'What the booth shows. It prolongs the session.',
    needs: ['__Host-session', '__Host-booth'],
    answers: { 200: booth },
    suspends: true,
    problems: ['unauthenticated', 'vote-closed'],
  },
  'GET /api/service-status': {
    operationId: 'showHandovers',
    summary:
      "Within what time today's SMS left, and how many are late. The same for everybody, and kept for a minute.",
    answers: { 200: handovers },
    problems: [],
  },
  'GET /api/calendar': {
    operationId: 'showCalendar',
    summary:
      'What the team changed in the calendar: a suspension, an extension. The same for everybody, and kept for seconds.',
    answers: { 200: calendar },
    problems: [],
  },
} as const satisfies Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /api/${string}`, Route>

export type RouteName = keyof typeof routes

const problemsOfAll = ['forbidden', 'internal-error', 'unavailable'] as const
const problemsOfBodies = ['invalid-input', 'body-too-large', 'unsupported-media-type'] as const

export function problemsIn({ body, problems, suspends }: Route): ProblemCode[] {
  const ofSuspension: ProblemCode[] = suspends ? ['suspended'] : []
  return [...problems, ...ofSuspension, ...(body ? problemsOfBodies : []), ...problemsOfAll]
}

export type BodyIn<One> = One extends { body: infer Body extends z.ZodMiniType }
  ? z.input<Body>
  : undefined

/** The body of a route's answer when all went well. */
export type AnswerIn<One> = One extends { answers: Readonly<Record<number, infer Answer>> }
  ? Answer extends z.ZodMiniType
    ? z.output<Answer>
    : undefined
  : never

export type AnswerOf<Name extends RouteName> = AnswerIn<(typeof routes)[Name]>
