import { createHash, randomBytes } from 'node:crypto'
import { secondsLater } from '../instants.ts'
import { readForm } from '../read-form.ts'
import type { Claims } from './staff-person.ts'

export const authorizationMinutes = 10

/** What ties what the provider answers to the browser that went there (OpenID Connect, PKCE). */
export interface Authorization {
  state: string
  nonce: string
  /** Of PKCE; between 43 and 128 characters. */
  codeVerifier: string
}

export interface Returned {
  code: string
  state: string
  /** Who says so (RFC 9207); of providers that tell it. */
  iss?: string | undefined
}

export type Identification =
  | { outcome: 'identified'; claims: Claims }
  /** The code is none, or not this browser's; the token is not the provider's, not for us or not of now. */
  | { outcome: 'refused'; why: 'code' | 'token' }
  /** The provider cannot be reached, or answers something else than it should. */
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

/** A cookie for the time that somebody is at the provider. It is sealed, so that nobody makes one up. */
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

/** Three values of which none tells another. */
function authorizationOf(secret: string): Authorization {
  const derived = (name: string) =>
    createHash('sha256').update(`${name}.${secret}`).digest('base64url')
  return { state: derived('state'), nonce: derived('nonce'), codeVerifier: derived('verifier') }
}
