import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { ElectionMode } from './election-mode.ts'
import { deriveKey, type KeyRing, versionId, versionsIn } from './key-ring.ts'

/** Purposes by secret. Whoever holds one secret can compute nothing of the others. */
const purposesOf = {
  /** Every voter's identifier can be computed from it. */
  identifierKeys: ['identifier', 'identifier-hash', 'phone-hash', 'phone-seal'],
  identityKeys: ['voter-id', 'identity', 'person'],
  /** Proofs that open something for a limited time. */
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
  /** Stand in the ledger for a record's key and content. */
  ledgerKeys: ['ledger-record', 'ledger-state'],
} as const

export type KeyGroup = keyof typeof purposesOf

export const keyGroups = Object.keys(purposesOf) as KeyGroup[]

export type RingName = KeyGroup | 'originToken'

type PurposesOf<Group extends KeyGroup> = (typeof purposesOf)[Group][number]

export type Purpose = PurposesOf<KeyGroup>

/**
 * Purposes with one key, whatever the version (decision 5): what they made names items of the tables, or only the
 * roll's file could make it again.
 */
const fixedPurposes = [
  'voter-id',
  'identity',
  'person',
  'phone-hash',
  'ledger-record',
  'ledger-state',
] as const

type FixedPurpose = (typeof fixedPurposes)[number]

const isFixed = (purpose: Purpose) => fixedPurposes.some((one) => one === purpose)

export interface KeyVersion {
  id: string
  key: KeyObject
}

/** The first makes, and any is accepted. */
export type KeyVersions = readonly [KeyVersion, ...KeyVersion[]]

/** Keys of 32 bytes, by purpose. A use case names its purposes. */
export type KeysFor<Served extends Purpose> = {
  readonly [One in Served]: One extends FixedPurpose ? KeyObject : KeyVersions
}

export type KeysOf<Group extends KeyGroup> = KeysFor<PurposesOf<Group>>

/** No function has the keys of all groups. */
export type Keys = KeysFor<Purpose>

/**
 * Derives the keys of a group from its secret. A rehearsal's are others, so the vote accepts none of its notices, links,
 * codes or browsers. The ledger goes on with the same.
 */
export function deriveKeys<Group extends KeyGroup>(
  group: Group,
  ring: KeyRing,
  mode?: ElectionMode,
): KeysOf<Group> {
  const ofMode = (key: KeyObject) =>
    mode === 'rehearsal' && group !== 'ledgerKeys' ? createSecretKey(keyedDigest(key, mode)) : key
  return Object.fromEntries(
    purposesOf[group].map((purpose) => [
      purpose,
      isFixed(purpose)
        ? ofMode(fixedKey(ring, purpose))
        : keyVersions(ring, purpose).map(({ id, key }) => ({ id, key: ofMode(key) })),
    ]),
  ) as KeysOf<Group>
}

function fixedKey({ fixed, current }: KeyRing, purpose: Purpose): KeyObject {
  const stored = fixed?.[purpose]
  return stored ? storedKey(stored) : deriveKey(current, purpose)
}

function keyVersions(ring: KeyRing, purpose: Purpose): KeyVersion[] {
  const versions = versionsIn(ring).map((secret) => ({
    id: versionId(secret),
    key: deriveKey(secret, purpose),
  }))
  if (purpose !== 'identifier-hash') return versions
  const retired = Object.entries(ring.identifierHashes ?? {})
  return [...versions, ...retired.map(([id, key]) => ({ id, key: storedKey(key) }))]
}

const storedKey = (text: string) => createSecretKey(Buffer.from(text, 'base64url'))

/** Returns what a ring keeps of its first version once another is added. */
export function fixedKeysOf(group: KeyGroup, ring: KeyRing): Record<string, string> {
  return Object.fromEntries(
    purposesOf[group]
      .filter(isFixed)
      .map((purpose) => [purpose, fixedKey(ring, purpose).export().toString('base64url')]),
  )
}

/** Returns undefined when that version was retired, or never was one of ours. */
export function versionWith(versions: KeyVersions, id: string | undefined): KeyVersion | undefined {
  return versions.find((version) => version.id === id)
}

/** Reads the id before the point. */
export function versionIdOf(made: string): string | undefined {
  const point = made.indexOf('.')
  return point < 0 ? undefined : made.slice(0, point)
}

/** Compares with what each version makes, in constant time. */
export function isMadeWith(
  versions: KeyVersions,
  given: string,
  make: (key: KeyObject) => string,
): boolean {
  return versions.some(({ key }) => matches(given, make(key)))
}

/** Compares in constant time, except for the length. */
export function matches(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

export type CookieKeys = readonly [KeyObject, ...KeyObject[]]

/**
 * Derives from the origin token, which every route has, so a function that only reads a session holds no other secret.
 * Whoever finds it out can make cookies that cost a read, and that the tables then refuse.
 */
export function deriveCookieKeys([current, ...others]: OriginTokens): CookieKeys {
  const derive = (token: string) => deriveKey(token, 'session-cookie')
  return [derive(current), ...others.map(derive)]
}

/** CloudFront sends the first, or another during a rotation. */
export type OriginTokens = readonly [string, ...string[]]

export const originHeaderName = 'x-origin-token'

/** HMAC-SHA-256, base64url. Parts are framed as JSON, so ("ab","c") and ("a","bc") differ. */
export function keyedHash(key: KeyObject, ...parts: string[]): string {
  return keyedDigest(key, ...parts).toString('base64url')
}

export function keyedDigest(key: KeyObject, ...parts: string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}
