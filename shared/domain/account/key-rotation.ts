import { randomBytes } from 'node:crypto'
import { type Clock, secondsLater } from '../instants.ts'
import { deriveKey, type KeyRing, knownAfterSeconds, versionId, versionsIn } from '../key-ring.ts'
import { fixedKeysOf, type RingName } from '../keys.ts'
import { deviceDays } from './known-browser.ts'
import { sessionLongestHours } from './session.ts'

/** Keys of identities and of the ledger name items of the tables, and stay (decision 5). */
export const rotatedRings = ['identifierKeys', 'proofKeys', 'originToken'] as const

export type RotatedRing = (typeof rotatedRings)[number]

/** Codes by e-mail: from midnight to the end of the next day. */
const codeSeconds = 2 * 86_400

/** For how long after its last use what a version made is good; of identifiers, as long as they are valid. */
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

/** Accepted by whoever reads the ring from now on, and used by nobody. */
export function withNext(name: RingName, ring: KeyRing, next: string, now: Date): KeyRing {
  const fixed = name === 'originToken' ? {} : fixedKeysOf(name, ring)
  return {
    ...ring,
    next,
    changedAt: now.toISOString(),
    ...(Object.keys(fixed).length > 0 && { fixed }),
  }
}

/** Used by whoever reads the ring from now on; what the one before made is accepted. */
export function withNextInUse({ next, ...ring }: KeyRing & { next: string }, now: Date): KeyRing {
  return { ...ring, current: next, previous: ring.current, changedAt: now.toISOString() }
}

/**
 * Without the previous one: nothing can be made with it, nor proved by it, any more.
 * @param standing ids of the versions that made an identifier which a voter has: it is still checked
 */
export function withoutPrevious(
  { previous, identifierHashes, ...ring }: KeyRing & { previous: string },
  standing: ReadonlySet<string>,
  now: Date,
): KeyRing {
  const id = versionId(previous)
  const key = deriveKey(previous, 'identifier-hash').export().toString('base64url')
  const kept = Object.entries({ ...identifierHashes, [id]: key }).filter(([one]) =>
    standing.has(one),
  )
  return {
    ...ring,
    changedAt: now.toISOString(),
    ...(kept.length > 0 && { identifierHashes: Object.fromEntries(kept) }),
  }
}

/** From when on whatever answers knows the ring as it is now. */
export function knownAt({ changedAt }: Pick<KeyRing, 'changedAt'>): Date {
  return changedAt === undefined
    ? new Date(0)
    : secondsLater(new Date(changedAt), knownAfterSeconds)
}

/**
 * From when on nothing that the previous version made is good any more by its own date.
 * @param forgetsBrowsers known browsers may become strangers, unless their voter has signed in since
 */
export function outlivedAt(
  name: RotatedRing,
  ring: Pick<KeyRing, 'changedAt'>,
  forgetsBrowsers: boolean,
): Date {
  return secondsLater(knownAt(ring), lifeSeconds(name, forgetsBrowsers))
}

/** A ring by the ids of its versions, which tell nothing of them. */
export interface RingIds extends Pick<KeyRing, 'changedAt'> {
  current: string
  next?: string | undefined
  previous?: string | undefined
  /** Of those that only check identifiers. */
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
  /** A version that all accept and nobody uses. */
  | { change: 'add' }
  /** That one in place of the current one, which stays accepted. */
  | { change: 'use' }
  /** Without the one before. `standing`: ids of the versions that made an identifier which a voter has. */
  | { change: 'retire'; standing: readonly string[] }

export interface KeyRings {
  find(name: RotatedRing): Promise<RingIds>
  /**
   * Made again after no answer came, it ends the same.
   * @returns false, and changes nothing, when the ring is neither as it was found nor as this change makes it
   */
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

/** @returns nothing when the ring has no version to change so */
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

/** As long as those that Secrets Manager makes, of the same letters. */
const newVersion = () => randomBytes(48).toString('base64').replace(/[+/]/g, 'x')

/** What CloudFront proves itself with, by the id of its version. */
export interface OriginHeader {
  find(): Promise<string | undefined>
  /** Ends once every edge of CloudFront sends this one. */
  send(version: string): Promise<void>
}

export interface SentVersion {
  /** Undefined of several. */
  version?: string | undefined
  /** Whether every edge of CloudFront sends it. */
  isEverywhere: boolean
}

/** The same, of whoever may have it changed: it takes minutes. */
export interface OriginHeaderChanges {
  find(): Promise<SentVersion>
  /** @returns false, and changes nothing, when there is no such version */
  begin(version: string): Promise<boolean>
}

/** By ids, of what CloudFront knows by the tokens themselves. */
export function headerByIds(
  header: OriginHeaderChanges,
  read: () => Promise<KeyRing>,
): OriginHeaderChanges {
  return {
    async find() {
      const { version: token, isEverywhere } = await header.find()
      return { ...(token && { version: versionId(token) }), isEverywhere }
    },
    async begin(id) {
      const token = versionsIn(await read()).find((one) => versionId(one) === id)
      return token !== undefined && header.begin(token)
    },
  }
}

export interface KeyUses {
  unsentSms(versionId: string): Promise<number>
  /** How many requests that were accepted until then can still be cancelled by their e-mail's link. */
  cancellable(until: Date): Promise<number>
  /** How many identifiers that voters have, by the id of the version that made them. */
  identifiers(): Promise<Map<string, number>>
}
