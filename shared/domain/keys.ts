import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** What a secret's keys serve for. Whoever holds one secret can compute nothing of the others. */
const purposesOf = {
  /** Every voter's identifier can be computed from it. */
  identifierKeys: ['identifier', 'identifier-hash', 'phone-hash', 'phone-seal'],
  identityKeys: ['voter-id', 'identity', 'person'],
  /** What opens something for some time. */
  proofKeys: [
    'captcha-code',
    'captcha-sound',
    'attempt',
    'device',
    'cancel-link',
    'password-link',
    'mailed-code',
    'sessions-link',
  ],
} as const

export type KeyGroup = keyof typeof purposesOf

export const keyGroups = Object.keys(purposesOf) as KeyGroup[]

type PurposesOf<Group extends KeyGroup> = (typeof purposesOf)[Group][number]

export type Purpose = PurposesOf<KeyGroup>

/** One 32-byte key per purpose: what is computed for one can never stand for another. A step names its purposes. */
export type KeysFor<Served extends Purpose> = Readonly<Record<Served, KeyObject>>

export type KeysOf<Group extends KeyGroup> = KeysFor<PurposesOf<Group>>

/** Those of all groups: the election team's commands have them, and no function. */
export type Keys = KeysFor<Purpose>

/**
 * Derives the purpose-bound keys of a group from its secret. HKDF-SHA-256 (RFC 5869), the purpose as `info`.
 * @param secret at least 32 characters, as Secrets Manager generates it
 */
export function deriveKeys<Group extends KeyGroup>(group: Group, secret: string): KeysOf<Group> {
  if (secret.length < 32) throw new Error('The secret is shorter than 32 characters')
  const derive = (purpose: Purpose) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'reassort', purpose, 32)))
  return Object.fromEntries(
    purposesOf[group].map((purpose) => [purpose, derive(purpose)]),
  ) as KeysOf<Group>
}

/** What seals the cookies of sessions. */
export type CookieKey = KeyObject

/**
 * Derived from the origin token, which every route has, and not from a group's secret: a function that only
 * reads a session need hold no other. Who finds it out can make cookies that cost a
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
