import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

const purposes = [
  'voter-id',
  'identity',
  'person',
  'identifier',
  'identifier-hash',
  'phone-hash',
  'phone-seal',
  'captcha-code',
  'attempt',
  'device',
  'cancel-link',
  'password-link',
  'mailed-code',
  'sessions-link',
] as const

export type Purpose = (typeof purposes)[number]

/** One 32-byte key per purpose: what is computed for one can never stand for another. */
export type Keys = Readonly<Record<Purpose, KeyObject>>

/**
 * Derives every purpose-bound key from the election's master secret.
 * HKDF-SHA-256 (RFC 5869), the purpose as `info`.
 * @param masterSecret at least 32 characters, as Secrets Manager generates it
 */
export function deriveKeys(masterSecret: string): Keys {
  if (masterSecret.length < 32) throw new Error('The master secret is shorter than 32 characters')
  const derive = (purpose: Purpose) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', masterSecret, 'reassort', purpose, 32)))
  return Object.fromEntries(purposes.map((purpose) => [purpose, derive(purpose)])) as Keys
}

/** What seals the cookies of sessions. */
export type CookieKey = KeyObject

/**
 * Derived from the origin token, which every route has, and not from the master key: a function that only
 * reads a session need not be able to compute identifiers. Who finds it out can make cookies that cost a
 * read, and that the tables then refuse.
 */
export function deriveCookieKey(originToken: string): CookieKey {
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', originToken, 'reassort', 'session-cookie', 32)),
  )
}

/**
 * HMAC-SHA-256 of the parts, base64url. Parts are framed as JSON, so ("ab","c") and ("a","bc") differ.
 */
export function keyedHash(key: KeyObject, ...parts: string[]): string {
  return keyedDigest(key, ...parts).toString('base64url')
}

/** The same, as 32 bytes. */
export function keyedDigest(key: KeyObject, ...parts: string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}
