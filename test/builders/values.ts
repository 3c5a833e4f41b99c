import { KeyObject } from 'node:crypto'
import { secondsLater } from '../../shared/domain/instants.ts'
import {
  deriveKeys,
  type KeyRing,
  type Keys,
  type KeyVersions,
  keyGroups,
} from '../../shared/domain/keys.ts'
import { newReissue } from '../../shared/domain/reissue/new-reissue.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { keyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'

export function currentKey(keys: KeyObject | KeyVersions): KeyObject {
  return keys instanceof KeyObject ? keys : keys[0].key
}

export function keysFrom(ring: string | KeyRing): Keys {
  const read = typeof ring === 'string' ? { current: ring } : ring
  return Object.assign({}, ...keyGroups.map((group) => deriveKeys(group, read)))
}

export const ring = { current: 'a master secret that serves in tests only' }
export const keys = keysFrom(ring)
export const ownKeyedValues = keyedValues(keys)
export const otherKeys = keysFrom('another master secret for tests only')

export const phone = '+33612345678' as Phone

/** Both clocks, which agree until the election is suspended. */
export type BothClocks = Date & Record<Exclude<keyof ElectionInstant, keyof Date>, never>

export const bothClocks = (time: string | number | Date) => new Date(time) as BothClocks

export const clocksAt = (at: BothClocks) => ({
  clock: () => at,
  electionClock: () => at,
  toWall: neverSuspended.toWall,
})

export const now = bothClocks('2026-11-25T09:00:00Z')

export const noNotify = async () => {}
export const later = (seconds: number) => secondsLater(now, seconds)
export const minutes = (count: number) => later(count * 60)

export const voterId = 'Voter-1_AAAAAAAAAAAAAA'
export const otherVoterId = 'Voter-2_BBBBBBBBBBBBBB'

export function aVoter(changes: Partial<Voter> = {}): Voter {
  return {
    voterId,
    email: 'alice.martin@academie.example',
    firstName: 'Alice',
    lastName: 'Martin',
    ballots: ['csa-ministeriel'],
    identityHash: 'hash of the NUMEN and birth date',
    personId: 'Person-1_AAAAAAAAAAAAA',
    identifierHash: 'hash of the identifier',
    reissueCount: 0,
    sessionEpoch: 0,
    ...changes,
  }
}

export function aReissue(changes: Partial<Reissue> = {}): Reissue {
  const reissue = newReissue(keys, {
    reissueId: 'reissue-1',
    voterId,
    phone,
    expectedAt: secondsLater(now, 180),
    now,
  })
  return { ...reissue, ...changes }
}

export const neverSuspended = {
  election: { receiptMinutes: 15, dates: { voteClosesAt: later(86_400) } },
  toWall: (time: Date) => bothClocks(time),
  suspendedSince: () => undefined,
}
