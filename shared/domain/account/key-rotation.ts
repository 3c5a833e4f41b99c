import { randomBytes } from 'node:crypto'
import { type Clock, secondsLater } from '../instants.ts'
import { deriveKey, type KeyRing, propagationSeconds, versionId, versionsIn } from '../key-ring.ts'
import { fixedKeysOf, type RingName } from '../keys.ts'
import { sessionLongestHours } from './session.ts'
import { deviceDays } from './signed-cookie.ts'

/** Identity and ledger keys name stored items, so they never change (decision 5). */
export const rotatedRings = ['identifierKeys', 'proofKeys', 'originToken'] as const

export type RotatedRing = (typeof rotatedRings)[number]

/** A mailed code is valid on its day and the next. */
const codeSeconds = 2 * 86_400

/** Lifetime of what a version creates. 0 for identifiers: they can be checked even after retirement. */
function lifeSeconds(name: RotatedRing, forgetsBrowsers: boolean): number {
  switch (name) {
    case 'proofKeys':
      return forgetsBrowsers ? codeSeconds : deviceDays * 86_400
    case 'originToken':
      return sessionLongestHours * 3600
    case 'identifierKeys':
      return 0
  }
}

export function withNext(name: RingName, ring: KeyRing, next: string, now: Date): KeyRing {
  const fixed = name === 'originToken' ? {} : fixedKeysOf(name, ring)
  return {
    ...ring,
    next,
    changedAt: now.toISOString(),
    ...(Object.keys(fixed).length > 0 && { fixed }),
  }
}

export function withNextInUse({ next, ...ring }: KeyRing & { next: string }, now: Date): KeyRing {
  return { ...ring, current: next, previous: ring.current, changedAt: now.toISOString() }
}

/** @param standing ids of the versions that made valid identifiers, whose hash keys are kept */
export function withoutPrevious(
  { previous, identifierHashes, ...ring }: KeyRing & { previous: string },
  standing: ReadonlySet<string>,
  now: Date,
): KeyRing {
  const id = versionId(previous)
  const key = deriveKey(previous, 'identifier-hash').export().toString('base64url')
  const keptHashes = Object.entries({ ...identifierHashes, [id]: key }).filter(([version]) =>
    standing.has(version),
  )
  return {
    ...ring,
    changedAt: now.toISOString(),
    ...(keptHashes.length > 0 && { identifierHashes: Object.fromEntries(keptHashes) }),
  }
}

/** Returns when every function has loaded the ring. */
export function propagatedAt({ changedAt }: Pick<KeyRing, 'changedAt'>): Date {
  return changedAt === undefined
    ? new Date(0)
    : secondsLater(new Date(changedAt), propagationSeconds)
}

/** Returns when nothing made with the previous version is valid. `forgetsBrowsers` allows losing known browsers. */
export function expiredAt(
  name: RotatedRing,
  ring: Pick<KeyRing, 'changedAt'>,
  forgetsBrowsers: boolean,
): Date {
  return secondsLater(propagatedAt(ring), lifeSeconds(name, forgetsBrowsers))
}

/** Ids of a ring's versions, which do not reveal the secrets. */
export interface RingIds extends Pick<KeyRing, 'changedAt'> {
  current: string
  next?: string | undefined
  previous?: string | undefined
  /** Versions that only check identifiers. */
  retired: readonly string[]
}

export function idsOf({ current, next, previous, changedAt, identifierHashes }: KeyRing): RingIds {
  return {
    current: versionId(current),
    ...(next && { next: versionId(next) }),
    ...(previous && { previous: versionId(previous) }),
    ...(changedAt && { changedAt }),
    retired: Object.keys(identifierHashes ?? {}),
  }
}

export type RingChange =
  | { change: 'add' }
  | { change: 'use' }
  | { change: 'retire'; standing: readonly string[] }

export interface KeyRings {
  find(name: RotatedRing): Promise<RingIds>
  /** Idempotent. @returns false without a change if the ring is neither as found nor as this change makes it */
  change(name: RotatedRing, found: RingIds, change: RingChange): Promise<boolean>
}

export function keyRings(
  stored: {
    read(name: RotatedRing): Promise<KeyRing>
    write(name: RotatedRing, ring: KeyRing): Promise<void>
  },
  clock: Clock,
): KeyRings {
  return {
    find: async (name) => idsOf(await stored.read(name)),
    async change(name, found, change) {
      const ring = await stored.read(name)
      if (!isAsFound(ring, found)) return isResultOf(change, found, idsOf(ring))
      const changed = changedRing(name, ring, change, clock())
      if (!changed) return false
      await stored.write(name, changed)
      return true
    },
  }
}

function isAsFound(ring: KeyRing, found: RingIds): boolean {
  const { current, next, previous } = idsOf(ring)
  return current === found.current && next === found.next && previous === found.previous
}

function isResultOf({ change }: RingChange, found: RingIds, now: RingIds): boolean {
  switch (change) {
    case 'add':
      return now.current === found.current && !found.next && !found.previous && !!now.next
    case 'use':
      return now.current === found.next && now.previous === found.current
    case 'retire':
      return now.current === found.current && !!found.previous && !now.previous
  }
}

function changedRing(
  name: RotatedRing,
  ring: KeyRing,
  change: RingChange,
  now: Date,
): KeyRing | undefined {
  const { next, previous } = ring
  switch (change.change) {
    case 'add':
      return next || previous ? undefined : withNext(name, ring, newVersion(), now)
    case 'use':
      return next ? withNextInUse({ ...ring, next }, now) : undefined
    case 'retire':
      return previous
        ? withoutPrevious({ ...ring, previous }, new Set(change.standing), now)
        : undefined
  }
}

/** Has the length and alphabet of the secrets that Secrets Manager generates. */
const newVersion = () => randomBytes(48).toString('base64').replace(/[+/]/g, 'x')

export interface SentVersion {
  /** Undefined while distributions differ. */
  version?: string | undefined
  isEverywhere: boolean
}

/** The origin token that CloudFront sends. A change takes minutes. */
export interface OriginHeader {
  find(): Promise<SentVersion>
  /** @returns false when there is no such version */
  begin(version: string): Promise<boolean>
}

/** Identifies versions by their ids, unlike `header`, which has the tokens. */
export function headerByIds(header: OriginHeader, read: () => Promise<KeyRing>): OriginHeader {
  return {
    async find() {
      const { version: token, isEverywhere } = await header.find()
      return { ...(token && { version: versionId(token) }), isEverywhere }
    },
    async begin(id) {
      const token = versionsIn(await read()).find((secret) => versionId(secret) === id)
      return token !== undefined && header.begin(token)
    },
  }
}

export interface KeyUses {
  unsentSms(versionId: string): Promise<number>
  /** Counts requests accepted by then that the link in their e-mail can still cancel. */
  cancellable(until: Date): Promise<number>
  /** Counts voters' identifiers by the id of their key version. */
  identifiers(): Promise<Map<string, number>>
}
