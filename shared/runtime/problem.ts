import type { TooManyAttempts } from '../access/sign-in-throttle.ts'
import { receiptDueOf } from '../domain/due-times.ts'
import type { Reissue } from '../domain/reissue.ts'
import { fieldTexts, problemTexts, waitText } from '../texts/problems.ts'

const statusOf = {
  'invalid-input': 400,
  'captcha-failed': 400,
  'weak-password': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  'identity-mismatch': 403,
  'reissue-closed': 403,
  'vote-closed': 403,
  'password-change-required': 403,
  'both-factors-lost': 403,
  forbidden: 403,
  'not-found': 404,
  'unknown-link': 404,
  'method-not-allowed': 405,
  'voter-limit': 409,
  'phone-limit': 409,
  'phone-taken': 409,
  'already-pending': 409,
  'too-late': 409,
  'link-expired': 410,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-attempts': 429,
  'internal-error': 500,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof statusOf

export interface FieldError {
  field: string
  code: string
}

export interface ProblemMembers {
  errors?: FieldError[]
  /** The request under way, as the API shows it. */
  reissue?: PublicReissue
  retryAfterSeconds?: number
  /** A security code opens the way at once. */
  captcha?: true
  /** When what is refused now is open again. */
  until?: Date
  /** The methods that the path has. */
  allow?: string[]
}

/** An expected refusal on its way to the client; the pipeline turns it into a response. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly members: ProblemMembers

  constructor(code: ProblemCode, members: ProblemMembers = {}) {
    super(code)
    this.code = code
    this.members = members
  }
}

/** What a door answers to whoever must wait, or read a security code. */
export function tooManyAttempts({ retryAfterSeconds, captcha }: TooManyAttempts): Problem {
  return new Problem('too-many-attempts', { retryAfterSeconds, ...(captcha && { captcha }) })
}

/** RFC 9457 body: the sentences are the voter's, the codes are the client's. */
export function problemBody({ code, members }: Problem) {
  const { title, ...text }: { title: string; detail?: string } = problemTexts[code]
  const seconds = members.retryAfterSeconds
  const detail = seconds === undefined ? text.detail : waitText(seconds)
  return {
    type: `urn:reassort:problem:${code}`,
    title,
    status: statusOf[code],
    code,
    ...(detail && { detail }),
    ...(members.errors && {
      errors: members.errors.map(({ field, code }) => ({
        field,
        code,
        message: fieldTexts[`${field}.${code}`] ?? fieldTexts.other,
      })),
    }),
    ...(members.reissue && { reissue: members.reissue }),
    ...(members.captcha && { captcha: true }),
    ...(members.until && { until: members.until.toISOString() }),
  }
}

/** `Reissue` of the contract. */
export interface PublicReissue {
  id: string
  state: string
  maskedPhone: string
  requestedAt: string
  expectedAt: string
  history: { state: string; at: string }[]
  /** Why the SMS did not reach the voter, once it `failed`. */
  failure?: string
  /** While it is `sent`: when to expect a receipt no more. */
  receiptDueAt?: string
}

export function publicReissue(
  reissue: Reissue,
  { receiptMinutes }: { receiptMinutes: number },
): PublicReissue {
  const { failure } = reissue
  const receiptDueAt = receiptDueOf(reissue, receiptMinutes)
  return {
    id: reissue.reissueId,
    state: reissue.state,
    maskedPhone: reissue.maskedPhone,
    requestedAt: reissue.requestedAt.toISOString(),
    expectedAt: reissue.expectedAt.toISOString(),
    history: reissue.history.map(({ state, at }) => ({ state, at: at.toISOString() })),
    ...(failure && { failure }),
    ...(receiptDueAt && { receiptDueAt: receiptDueAt.toISOString() }),
  }
}
