import type { Reissue } from './reissue.ts'

export interface ProblemMembers {
  errors: readonly FieldError[]
  reissue: Reissue
  until: Date
  captcha: true
  mailedCode: true
  retryAfterSeconds: number
  allow: readonly string[]
  /** Size in bytes of the whole resource, for `Content-Range`. */
  completeLength: number
}

export interface ProblemKind {
  status: number
  members?: readonly (keyof ProblemMembers)[]
  optionalMembers?: readonly (keyof ProblemMembers)[]
}

export const problems = {
  'invalid-input': { status: 400, optionalMembers: ['errors'] },
  'captcha-failed': { status: 400 },
  'weak-password': { status: 400, members: ['errors'] },
  unauthenticated: { status: 401 },
  'wrong-credentials': { status: 401 },
  'identity-mismatch': { status: 403 },
  'reissue-closed': { status: 403 },
  'vote-closed': { status: 403 },
  'phone-unknown': { status: 403 },
  'phone-too-late': { status: 403 },
  'wrong-code': { status: 403 },
  suspended: { status: 403 },
  'password-change-required': { status: 403 },
  'both-factors-lost': { status: 403, members: ['until'] },
  forbidden: { status: 403 },
  'not-permitted': { status: 403 },
  'not-found': { status: 404 },
  'unknown-link': { status: 404 },
  'method-not-allowed': { status: 405, members: ['allow'] },
  'voter-limit': { status: 409 },
  'sms-ceiling': { status: 409 },
  'phone-limit': { status: 409 },
  'phone-taken': { status: 409 },
  'already-pending': { status: 409, members: ['reissue'] },
  'too-late': { status: 409 },
  'not-offered': { status: 409 },
  unchanged: { status: 409 },
  taken: { status: 409 },
  'not-as-asked': { status: 409 },
  'link-expired': { status: 410 },
  'code-expired': { status: 410 },
  'body-too-large': { status: 413 },
  'unsupported-media-type': { status: 415 },
  'range-not-satisfiable': { status: 416, members: ['completeLength'] },
  'too-many-attempts': {
    status: 429,
    members: ['retryAfterSeconds'],
    optionalMembers: ['captcha', 'mailedCode'],
  },
  'internal-error': { status: 500 },
  unavailable: { status: 503, members: ['retryAfterSeconds'] },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof problems

export const fieldCodes = {
  email: ['required', 'malformed'],
  password: ['required', 'too-long', 'too-short', 'too-common'],
  token: ['required', 'too-long'],
  identifier: ['required', 'too-long'],
  phone: ['required', 'malformed', 'not-mobile', 'territory-not-allowed'],
  numen: ['required', 'malformed'],
  birthDate: ['required', 'malformed', 'not-a-date', 'out-of-range'],
  captcha: ['required', 'malformed'],
  code: ['required', 'malformed'],
  mailedCode: ['required', 'malformed'],
  action: ['required'],
  corrects: ['required'],
  reason: ['required', 'malformed'],
  wants: ['malformed'],
} as const

type FieldCodes = typeof fieldCodes

export type FieldName = keyof FieldCodes

export type FieldProblem = {
  [Field in FieldName]: `${Field}.${FieldCodes[Field][number]}`
}[FieldName]

export type FieldError = {
  [Field in FieldName]: { field: Field; code: FieldCodes[Field][number] | 'wrong-type' }
}[FieldName]
