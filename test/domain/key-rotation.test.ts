import { describe, expect, it } from 'vitest'
import {
  idsOf,
  knownAt,
  outlivedAt,
  withNext,
  withoutPrevious,
} from '../../shared/domain/account/key-rotation.ts'
import { deviceDays } from '../../shared/domain/account/known-browser.ts'
import { sessionLongestHours } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { knownAfterSeconds, rereadSeconds, versionId } from '../../shared/domain/key-ring.ts'
import { deriveKeys, fixedKeysOf } from '../../shared/domain/keys.ts'
import { now } from '../builders/values.ts'

const current = 'a secret that serves in this test only'
const next = 'one more secret that serves in this test'
const ring = withNext('proofKeys', { current }, next, now)

describe('a change of a ring', () => {
  it('is known after the oldest ring that is in use, and what was begun with it', () => {
    expect(knownAt({})).toEqual(new Date(0))
    expect(knownAt(ring)).toEqual(secondsLater(now, knownAfterSeconds))
    // A consumer may run for 35 s, a route for 25 s.
    expect(knownAfterSeconds).toBeGreaterThan(rereadSeconds.before + 60)
  })

  it.each([
    ['proofKeys', false, deviceDays * 86_400],
    ['proofKeys', true, 2 * 86_400],
    ['originToken', false, sessionLongestHours * 3600],
    ['identifierKeys', false, 0],
    ['identityKeys', false, 0],
    ['ledgerKeys', false, 0],
  ] as const)(
    'of %s (forgetting browsers: %s) is outlived %i seconds later',
    (name, forgets, life) => {
      expect(outlivedAt(name, ring, forgets)).toEqual(secondsLater(knownAt(ring), life))
    },
  )
})

describe('the next version of a ring', () => {
  it('leaves the keys as they were whose names never change, and needs none for the others', () => {
    const unchanging = {
      identifierKeys: ['phone-hash'],
      identityKeys: ['voter-id', 'identity', 'person'],
      ledgerKeys: ['ledger-record', 'ledger-state'],
    }
    for (const name of ['identifierKeys', 'identityKeys', 'ledgerKeys'] as const) {
      const { fixed = {} } = withNext(name, { current }, next, now)
      expect(fixed).toEqual(fixedKeysOf(name, { current }))
      expect(Object.keys(fixed)).toEqual(unchanging[name])
    }
    for (const name of ['proofKeys', 'originToken'] as const) {
      expect(withNext(name, { current }, next, now)).not.toHaveProperty('fixed')
    }
  })
})

describe('a version that is retired', () => {
  const retired = 'the first of three secrets of this test'
  const identifierHashes = { [versionId(retired)]: 'k'.repeat(43) }
  const used = { current: next, previous: current, identifierHashes }
  const standing = (...secrets: string[]) => new Set(secrets.map(versionId))

  it('still checks the identifiers that voters have of it, and of no other version', () => {
    const { identifierHashes: kept = {} } = withoutPrevious(used, standing(current), now)
    expect(Object.keys(kept)).toEqual([versionId(current)])
    const [, { key } = { key: undefined }] = deriveKeys('identifierKeys', used)['identifier-hash']
    expect(kept[versionId(current)]).toBe(key?.export().toString('base64url'))
    expect(withoutPrevious(used, standing(retired), now)).toMatchObject({ identifierHashes })
  })

  it('leaves nothing once no voter has an identifier of it', () => {
    const ring = withoutPrevious(used, standing(next), now)
    expect(ring).toEqual({ current: next, changedAt: now.toISOString() })
  })
})

it('a ring is shown by the ids of its versions, and of those that only check', () => {
  const { changedAt } = ring
  const ids = { current: versionId(current), next: versionId(next), changedAt }
  expect(idsOf(ring)).toEqual({ ...ids, retired: [] })
  const [one, other] = [current, next].map(versionId)
  expect(idsOf({ current: next, previous: current })).toEqual({
    ...{ current: other, previous: one, retired: [] },
  })
  const identifierHashes = { '1J9d9sIa': 'k'.repeat(43) }
  expect(idsOf({ current, identifierHashes }).retired).toEqual(['1J9d9sIa'])
})
