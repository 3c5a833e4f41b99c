import { createHash, randomBytes } from 'node:crypto'
import { secondsLater } from '../instants.ts'
import { parseMatch } from '../read-text.ts'
import type { Claims } from './staff-person.ts'

export const authorizationMinutes = 10

/** Binds the provider's answer to the browser that started sign-in (OpenID Connect, PKCE). */
export interface Authorization {
  state: string
  nonce: string
  codeVerifier: string
}

export interface AuthorizationResponse {
  code: string
  state: string
  iss?: string | undefined
}

export type Identification =
  | { outcome: 'identified'; claims: Claims }
  /** `code`: the provider refused the code. `token`: the ID token is not valid for this sign-in. */
  | { outcome: 'refused'; why: 'code' | 'token' }
  | { outcome: 'unavailable'; why: string }

export interface StaffProvider {
  signInUrl(authorization: Authorization, returnUrl: string): Promise<string>
  /** @param returnUrl must equal the one given to `signInUrl` */
  identify(
    authorization: Authorization,
    response: AuthorizationResponse,
    returnUrl: string,
  ): Promise<Identification>
}

/** The caller must sign the cookie, so that nobody can forge one. */
export function newAuthorizationCookie(now: Date): {
  cookie: string
  authorization: Authorization
} {
  const secret = randomBytes(32).toString('base64url')
  const expirySeconds = Math.floor(secondsLater(now, authorizationMinutes * 60).getTime() / 1000)
  return { cookie: `${secret}.${expirySeconds}`, authorization: authorizationOf(secret) }
}

export function readAuthorizationCookie(
  cookie: string | undefined,
  now: Date,
): Authorization | undefined {
  return parseMatch(cookie, /^([\w-]{43})\.(\d{10})$/, (secret, expirySeconds) =>
    Number(expirySeconds) * 1000 > now.getTime() ? authorizationOf(secret) : undefined,
  )
}

function authorizationOf(secret: string): Authorization {
  const derive = (name: string) =>
    createHash('sha256').update(`${name}.${secret}`).digest('base64url')
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('verifier') }
}
