import { expect, test } from 'vitest'
import { readKeyRing, ringVersions, versionId, versionIdOf } from '../../shared/domain/keys.ts'

const secret = 'a secret that serves in this test only'
const another = 'one more secret that serves in this test'

test('a ring of versions is read from the text of its secret, as Secrets Manager makes it and as the command writes it', () => {
  expect(readKeyRing(JSON.stringify({ current: secret }))).toEqual({ current: secret })
  const key = 'k'.repeat(43)
  const ring = {
    current: secret,
    next: another,
    changedAt: '2026-11-25T09:00:00.000Z',
    fixed: { 'phone-hash': key },
    identifierHashes: { '1J9d9sIa': key },
  }
  expect(readKeyRing(JSON.stringify(ring))).toEqual(ring)
})

test.each([
  ['no JSON', secret],
  ['nothing', '{}'],
  ['a version too short to derive keys from', JSON.stringify({ current: secret.slice(0, 31) })],
  ['a key that is none', JSON.stringify({ current: secret, fixed: { person: 'short' } })],
])('a ring of versions with %s is refused, without a word of it', (_, text) => {
  expect(() => readKeyRing(text)).toThrow(/^(?!.*secret that).*needs versions/)
})

test('a ring of versions has the current version first', () => {
  expect(ringVersions({ current: secret })).toEqual([secret])
  expect(ringVersions({ previous: 'p', next: 'n', current: 'c' })).toEqual(['c', 'n', 'p'])
})

test('the id of a version is the same each time, another for another, and has no point', () => {
  expect(versionId(secret)).toBe(versionId(secret))
  expect(versionId(secret)).toMatch(/^[\w-]{8}$/)
  expect(versionId(another)).not.toBe(versionId(secret))
})

test('the id of a version stands before the point of what was made with it', () => {
  expect(versionIdOf('abc.def')).toBe('abc')
  expect(versionIdOf('abc')).toBeUndefined()
})
