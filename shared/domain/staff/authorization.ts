import { createHash, randomBytes } from 'node:crypto'
import { secondsLater } from '../instants.ts'
import { readForm } from '../read-form.ts'
import type { Claims } from './staff-person.ts'

export const authorizationMinutes = 10

/** Ties the provider's answer to the browser that was sent there (OpenID Connect, PKCE). */
export interface Authorization {
  state: string
  nonce: string
  /** 43 to 128 characters. */
  codeVerifier: string
}

export interface Returned {
  code: string
  state: string
  /** Issuer (RFC 9207), which some providers add. */
  iss?: string | undefined
}

export type Identification =
  | { outcome: 'identified'; claims: Claims }
  /** `code`: unknown, or another browser's. `token`: not the provider's, not for us, or out of date. */
  | { outcome: 'refused'; why: 'code' | 'token' }
  /** The provider cannot be reached, or its answer is malformed. */
  | { outcome: 'unavailable'; why: string }

export interface StaffProvider {
  signInAddress(authorization: Authorization, returnTo: string): Promise<string>
  /** @param returnTo the same as in the address */
  identify(
    authorization: Authorization,
    returned: Returned,
    returnTo: string,
  ): Promise<Identification>
}

/** Makes the cookie for a visit to the provider. The caller seals it, so nobody can forge one. */
export function newAuthorizationCookie(now: Date): {
  cookie: string
  authorization: Authorization
} {
  const secret = randomBytes(32).toString('base64url')
  const expires = Math.floor(secondsLater(now, authorizationMinutes * 60).getTime() / 1000)
  return { cookie: `${secret}.${expires}`, authorization: authorizationOf(secret) }
}

/** @param cookie as it was sealed; undefined once it has expired */
export function readAuthorizationCookie(
  cookie: string | undefined,
  now: Date,
): Authorization | undefined {
  return readForm(cookie, /^([\w-]{43})\.(\d{10})$/, (secret, expires) =>
    Number(expires) * 1000 > now.getTime() ? authorizationOf(secret) : undefined,
  )
}

/** Derives three values, none of which reveals another. */
function authorizationOf(secret: string): Authorization {
  const derived = (name: string) =>
    createHash('sha256').update(`${name}.${secret}`).digest('base64url')
  return { state: derived('state'), nonce: derived('nonce'), codeVerifier: derived('verifier') }
}
