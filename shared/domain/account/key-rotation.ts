import { secondsLater } from '../instants.ts'
import { deriveKey, type KeyRing, knownAfterSeconds, versionId, versionsIn } from '../key-ring.ts'
import { fixedKeysOf, type RingName } from '../keys.ts'
import { deviceDays } from './known-browser.ts'
import { sessionLongestHours } from './session.ts'

/** All that it makes has names in the tables, or comes from the roll's file: see decision 5. */
export const unchangingRings = ['identityKeys', 'ledgerKeys'] as const

/** Codes by e-mail: from midnight to the end of the next day. */
const codeSeconds = 2 * 86_400

/** For how long after its last use what a version made is good; of identifiers, as long as they are valid. */
function lifeSeconds(name: RingName, forgetsBrowsers: boolean): number {
  switch (name) {
    case 'proofKeys':
      return forgetsBrowsers ? codeSeconds : deviceDays * 86_400
    case 'originToken':
      return sessionLongestHours * 3600
    case 'identifierKeys':
    case 'identityKeys':
    case 'ledgerKeys':
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
export function knownAt({ changedAt }: KeyRing): Date {
  return changedAt === undefined
    ? new Date(0)
    : secondsLater(new Date(changedAt), knownAfterSeconds)
}

/**
 * From when on nothing that the previous version made is good any more by its own date.
 * @param forgetsBrowsers known browsers may become strangers, unless their voter has signed in since
 */
export function outlivedAt(name: RingName, ring: KeyRing, forgetsBrowsers: boolean): Date {
  return secondsLater(knownAt(ring), lifeSeconds(name, forgetsBrowsers))
}

/** The ids of a ring's versions: in use, accepted, and those that only check identifiers. */
export function idsIn(ring: KeyRing): { inRing: string[]; retired: string[] } {
  return {
    inRing: versionsIn(ring).map(versionId),
    retired: Object.keys(ring.identifierHashes ?? {}),
  }
}

export interface KeyRings {
  find(name: RingName): Promise<KeyRing>
  replace(name: RingName, ring: KeyRing): Promise<void>
}

/** What CloudFront sends to prove itself. */
export interface OriginHeader {
  find(): Promise<string | undefined>
  /** Ends once every edge of CloudFront sends this one. */
  send(token: string): Promise<void>
}

/** What of the tables was made with which version. */
export interface KeyUses {
  /** How many SMS are still to leave whose identifier is derived by a version. */
  unsentSms(versionId: string): Promise<number>
  /** How many requests that were accepted until then can still be cancelled by their e-mail's link. */
  cancellable(until: Date): Promise<number>
  /** How many identifiers that voters have, by the id of the version that made them. */
  identifiers(): Promise<Map<string, number>>
}
