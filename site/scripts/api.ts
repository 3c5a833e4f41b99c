import { overloadedText, unreachableText } from '../../shared/texts/connection.ts'

/** The answers that the pages read, as the functions write them. */
export type ReissueState = 'accepted' | 'sending' | 'sent' | 'delivered' | 'failed' | 'cancelled'

/** Why a request is `failed`. */
export type ReissueFailure =
  | 'invalid-number'
  | 'opted-out'
  | 'blocked'
  | 'unreachable'
  | 'service-limit'
  | 'unknown'

export interface Reissue {
  id: string
  state: ReissueState
  maskedPhone: string
  requestedAt: string
  /** May move later while the request is under way. */
  expectedAt: string
  history: { state: ReissueState; at: string }[]
  failure?: ReissueFailure
  /** While `sent`: when no delivery receipt is expected any more. */
  receiptDueAt?: string
}

export interface Ballot {
  id: string
  title: string
}

export interface Voter {
  initials: string
  email: string
  session: {
    expiresAt: string
    /** The latest that `expiresAt` can ever be. */
    endsAt: string
  }
  election: { timeZone: string; contestUntil: string; voteOpensAt: string; voteClosesAt: string }
  ballots: Ballot[]
  reissue: {
    opensAt: string
    closesAt: string
    open: boolean
    remaining: number
    /** A request was cancelled as not the voter's: the next one needs a new password first. */
    passwordChangeRequired: boolean
    /** Neither the password nor the identifier was known: no request online before. */
    bothFactorsLostUntil: string | null
    latest: Reissue | null
  }
}

export interface Captcha {
  id: string
  image: string
  audio?: string | null
  expiresAt: string
}

export interface Problem {
  code: string
  title: string
  detail?: string
  errors?: { field: string; message: string }[]
  /** Of `too-many-attempts`: a security code opens the way at once. */
  captcha?: boolean
  /** Of `both-factors-lost`. */
  until?: string
}

/** `at` is the server's clock (ms), since a phone's own may be wrong by hours. */
export type Answer<Body> =
  | { ok: true; body: Body; at: number }
  | { ok: false; problem: Problem; at: number }

/** The API answers within 30 s or not at all. */
const PATIENCE_MS = 35_000

/** Problem code of an answer that never came, or that the API did not write. */
export const UNREACHABLE = 'unreachable'

/** Calls the API. Never throws: whatever goes wrong is a problem that can be shown. */
export async function call<Body>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<Body>> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS)
  try {
    const response = await fetch(`/api/${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: abort.signal,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const at = Date.parse(String(response.headers.get('date'))) || Date.now()
    if (response.status === 204) return { ok: true, body: undefined as Body, at }
    const json: unknown = await response.json().catch(() => undefined)
    if (response.ok && json !== undefined) return { ok: true, body: json as Body, at }
    const problem = isProblem(json) ? json : { code: UNREACHABLE, ...overloadedText }
    return { ok: false, problem, at }
  } catch {
    return { ok: false, problem: { code: UNREACHABLE, ...unreachableText }, at: Date.now() }
  } finally {
    clearTimeout(timer)
  }
}

function isProblem(json: unknown): json is Problem {
  const { code, title } = Object(json) as Partial<Problem>
  return typeof code === 'string' && typeof title === 'string'
}
