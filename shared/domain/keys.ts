import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import type { ElectionMode } from './election-mode.ts'

const purposesByGroup = {
  /** Whoever knows this group's secret can compute voters' identifiers. */
  identifierKeys: [
    'identifier',
    'identifier-hash',
    'phone-hash',
    'phone-seal',
    'known-phone',
    'phone-code',
    'phone-link',
  ],
  identityKeys: ['voter-id', 'identity', 'person'],
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
  ledgerKeys: ['ledger-record', 'ledger-state'],
} as const

export type KeyGroup = keyof typeof purposesByGroup

export const keyGroups = Object.keys(purposesByGroup) as KeyGroup[]

export type RingName = KeyGroup | 'originToken'

type PurposesOf<Group extends KeyGroup> = (typeof purposesByGroup)[Group][number]

export type Purpose = PurposesOf<KeyGroup>

/** Keys that never rotate, since stored items and sent undo links depend on them (decision 5). */
const fixedPurposes = [
  'voter-id',
  'identity',
  'person',
  'phone-hash',
  'known-phone',
  'phone-link',
  'ledger-record',
  'ledger-state',
] as const

type FixedPurpose = (typeof fixedPurposes)[number]

const isFixed = (purpose: Purpose) => fixedPurposes.some((fixed) => fixed === purpose)

export interface KeyVersion {
  id: string
  key: KeyObject
}

export type KeyVersions = readonly [KeyVersion, ...KeyVersion[]]

export type KeysFor<Name extends Purpose> = {
  readonly [Each in Name]: Each extends FixedPurpose ? KeyObject : KeyVersions
}

export type KeysOf<Group extends KeyGroup> = KeysFor<PurposesOf<Group>>

export type Keys = KeysFor<Purpose>

/** A rehearsal's keys differ, except the ledger's, so that its identifiers and links are invalid in the vote. */
export function deriveKeys<Group extends KeyGroup>(
  group: Group,
  ring: KeyRing,
  mode?: ElectionMode,
): KeysOf<Group> {
  const modeKey = (key: KeyObject) =>
    mode === 'rehearsal' && group !== 'ledgerKeys' ? createSecretKey(keyedDigest(key, mode)) : key
  return Object.fromEntries(
    purposesByGroup[group].map((purpose) => [
      purpose,
      isFixed(purpose)
        ? modeKey(fixedKey(ring, purpose))
        : keyVersions(ring, purpose).map(({ id, key }) => ({ id, key: modeKey(key) })),
    ]),
  ) as KeysOf<Group>
}

function fixedKey({ fixed, current }: KeyRing, purpose: Purpose): KeyObject {
  const storedText = fixed?.[purpose]
  return storedText ? storedKey(storedText) : deriveKey(current, purpose)
}

function keyVersions(ring: KeyRing, purpose: Purpose): KeyVersion[] {
  const versions = ringVersions(ring).map((secret) => ({
    id: versionId(secret),
    key: deriveKey(secret, purpose),
  }))
  if (purpose !== 'identifier-hash') return versions
  const retiredEntries = Object.entries(ring.identifierHashes ?? {})
  return [...versions, ...retiredEntries.map(([id, key]) => ({ id, key: storedKey(key) }))]
}

const storedKey = (text: string) => createSecretKey(Buffer.from(text, 'base64url'))

export function fixedKeysOf(group: KeyGroup, ring: KeyRing): Record<string, string> {
  return Object.fromEntries(
    purposesByGroup[group]
      .filter(isFixed)
      .map((purpose) => [purpose, fixedKey(ring, purpose).export().toString('base64url')]),
  )
}

export function findVersion(versions: KeyVersions, id: string | undefined): KeyVersion | undefined {
  return versions.find((version) => version.id === id)
}

export function requireVersion(versions: KeyVersions, id: string | undefined): KeyVersion {
  const version = findVersion(versions, id)
  if (!version) throw new Error('The key was retired')
  return version
}

export function versionIdOf(text: string): string | undefined {
  const dotIndex = text.indexOf('.')
  return dotIndex < 0 ? undefined : text.slice(0, dotIndex)
}

export function isMadeWith(
  versions: KeyVersions,
  candidate: string,
  compute: (key: KeyObject) => string,
): boolean {
  return versions.some(({ key }) => matches(candidate, compute(key)))
}

export function matches(actual: string, expected: string): boolean {
  const [left, right] = [Buffer.from(actual), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

export type CookieKeys = readonly [KeyObject, ...KeyObject[]]

/** If the origin token leaks, a forged session cookie costs a table read but opens no session. */
export function deriveCookieKeys([current, ...otherTokens]: OriginTokens): CookieKeys {
  const derive = (token: string) => deriveKey(token, 'session-cookie')
  return [derive(current), ...otherTokens.map(derive)]
}

/** The current token comes first. During a rotation CloudFront may send any of them. */
export type OriginTokens = readonly [string, ...string[]]

export const originHeaderName = 'x-origin-token'

/** Returns base64url. JSON framing keeps ("ab","c") and ("a","bc") apart. */
export function keyedHash(key: KeyObject, ...parts: string[]): string {
  return keyedDigest(key, ...parts).toString('base64url')
}

export function keyedDigest(key: KeyObject, ...parts: string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}

/** @param count at most 19, since 64 bits hold no more digits */
export function keyedDigits(key: KeyObject, count: number, ...parts: string[]): string {
  const number = keyedDigest(key, ...parts).readBigUInt64BE() % 10n ** BigInt(count)
  return String(number).padStart(count, '0')
}

const version = z.string().check(z.minLength(32))
const derivedKey = z.string().check(z.regex(/^[\w-]{43}$/))

const keyRing = z.object({
  current: version,
  /** Accepted but not used yet, so that every function can load it first. */
  next: z.optional(version),
  previous: z.optional(version),
  changedAt: z.optional(z.iso.datetime()),
  fixed: z.optional(z.record(z.string(), derivedKey)),
  identifierHashes: z.optional(z.record(z.string(), derivedKey)),
})

export type KeyRing = Readonly<z.infer<typeof keyRing>>

/** Time for functions to reread a changed ring. */
export const propagationSeconds = 600

/** The error must not quote the secret. */
export function readKeyRing(text: string): KeyRing {
  try {
    return keyRing.parse(JSON.parse(text))
  } catch {
    throw new Error('The secret needs versions of 32 characters or more')
  }
}

export function ringVersions({ current, next, previous }: KeyRing): [string, ...string[]] {
  return [current, ...[next, previous].filter((secret) => secret !== undefined)]
}

export function versionId(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'reassort', 'version', 6)).toString('base64url')
}

export function deriveKey(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'reassort', purpose, 32)))
}
