import { randomBytes } from 'node:crypto'
import { type Clock, secondsLater } from '../instants.ts'
import {
  deriveKey,
  fixedKeysOf,
  type KeyRing,
  propagationSeconds,
  type RingName,
  ringVersions,
  versionId,
} from '../keys.ts'
import { phoneCodeSeconds } from './phone-registration.ts'
import { longestSessionHours } from './session.ts'
import { deviceCookieDays } from './signed-cookie.ts'

export const rotatedRings = ['identifierKeys', 'proofKeys', 'originToken'] as const

export type RotatedRing = (typeof rotatedRings)[number]

/** A mailed code is valid on its day and the next. */
const mailedCodeSeconds = 2 * 86_400

function lifetimeSeconds(name: RotatedRing, forgetsBrowsers: boolean): number {
  switch (name) {
    case 'proofKeys':
      return forgetsBrowsers ? mailedCodeSeconds : deviceCookieDays * 86_400
    case 'originToken':
      return longestSessionHours * 3600
    case 'identifierKeys':
      return phoneCodeSeconds
  }
}

export function propagatedAt({ changedAt }: Pick<KeyRing, 'changedAt'>): Date {
  return changedAt === undefined
    ? new Date(0)
    : secondsLater(new Date(changedAt), propagationSeconds)
}

export function previousVersionExpiresAt(
  name: RotatedRing,
  ring: Pick<KeyRing, 'changedAt'>,
  forgetsBrowsers: boolean,
): Date {
  return secondsLater(propagatedAt(ring), lifetimeSeconds(name, forgetsBrowsers))
}

type Versions = Pick<KeyRing, 'current'> & {
  next?: string | undefined
  previous?: string | undefined
}

export interface RingIds extends Versions, Pick<KeyRing, 'changedAt'> {
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

export interface RingChange {
  change: 'add' | 'use' | 'retire'
  usedIds?: readonly string[]
}

export interface KeyRings {
  find(name: RotatedRing): Promise<RingIds>
  /** @returns true if this call or an earlier one made the change */
  change(name: RotatedRing, expectedVersions: Versions, change: RingChange): Promise<boolean>
}

export function keyRings(
  ringStore: {
    read(name: RotatedRing): Promise<KeyRing>
    write(name: RotatedRing, ring: KeyRing): Promise<void>
  },
  clock: Clock,
): KeyRings {
  return {
    find: async (name) => idsOf(await ringStore.read(name)),
    async change(name, expectedVersions, change) {
      const ring = await ringStore.read(name)
      const currentIds = idsOf(ring)
      if (!areSameVersions(currentIds, expectedVersions)) {
        const newVersions = versionsAfterChange[change.change](expectedVersions, currentIds.next)
        return newVersions !== undefined && areSameVersions(currentIds, newVersions)
      }
      const newRing = changedRing(name, ring, change, clock())
      if (!newRing) return false
      await ringStore.write(name, newRing)
      return true
    },
  }
}

const areSameVersions = (a: Versions, b: Versions) =>
  a.current === b.current && a.next === b.next && a.previous === b.previous

const versionsAfterChange: {
  [Change in RingChange['change']]: (versions: Versions, version?: string) => Versions | undefined
} = {
  add: ({ current, next, previous }, version) =>
    next || previous ? undefined : { current, next: version },
  use: ({ current, next }) => (next ? { current: next, previous: current } : undefined),
  retire: ({ current, previous }) => (previous ? { current } : undefined),
}

export function changedRing(
  name: RingName,
  ring: KeyRing,
  { change, usedIds = [] }: RingChange,
  now: Date,
  version = generateVersion(),
): KeyRing | undefined {
  const versions = versionsAfterChange[change](ring, version)
  if (!versions) return undefined
  const fixedKeys = name === 'originToken' ? {} : fixedKeysOf(name, ring)
  const identifierHashes =
    change === 'retire' ? keepUsedHashKeys(ring, usedIds) : ring.identifierHashes
  return {
    ...versions,
    changedAt: now.toISOString(),
    ...(Object.keys(fixedKeys).length > 0 && { fixed: fixedKeys }),
    ...(identifierHashes && { identifierHashes }),
  }
}

function keepUsedHashKeys({ previous, identifierHashes }: KeyRing, usedIds: readonly string[]) {
  const retiredHashKey = previous && {
    [versionId(previous)]: deriveKey(previous, 'identifier-hash').export().toString('base64url'),
  }
  const hashKeys = Object.entries({ ...identifierHashes, ...retiredHashKey }).filter(([id]) =>
    usedIds.includes(id),
  )
  return hashKeys.length > 0 ? Object.fromEntries(hashKeys) : undefined
}

/** Returns 64 letters and digits, like Secrets Manager's first version. */
const generateVersion = () => randomBytes(48).toString('base64').replace(/[+/]/g, 'x')

export interface SentToken {
  /** Undefined while CloudFront sends different tokens. */
  version?: string | undefined
  isEverywhere: boolean
}

export interface OriginHeader {
  find(): Promise<SentToken>
  send(version: string): Promise<boolean>
}

export function headerWithIds(header: OriginHeader, read: () => Promise<KeyRing>): OriginHeader {
  return {
    async find() {
      const { version: token, isEverywhere } = await header.find()
      return { ...(token && { version: versionId(token) }), isEverywhere }
    },
    async send(id) {
      const token = ringVersions(await read()).find((secret) => versionId(secret) === id)
      return token !== undefined && header.send(token)
    },
  }
}

export interface KeyUses {
  countUnsentSms(versionId: string): Promise<number>
  /** Valid notices whose first half staff printed. */
  countHalfNotices(versionId: string): Promise<number>
  countCancellableReissues(until: Date): Promise<number>
  /** Maps a key version's id to the number of voters whose current or former identifier was hashed with it. */
  countVotersByVersion(): Promise<Map<string, number>>
}
