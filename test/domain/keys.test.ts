import { createHmac, KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import {
  deriveKeys,
  type Keys,
  type KeyVersions,
  keyedHash,
  keyGroups,
} from '../../shared/domain/keys.ts'
import { currentKey, keys } from '../builders/values.ts'

const hexOf = (some: Keys) =>
  Object.values(some).map((key) => currentKey(key).export().toString('hex'))

test('the keys of an election are 32 bytes each, and no two purposes share one', () => {
  const all = hexOf(keys)
  expect(all.map((key) => key.length)).toEqual(all.map(() => 64))
  expect(new Set(all).size).toBe(all.length)
})

test('the keys of one group are none of another', () => {
  const groups = keyGroups.map((group) =>
    Object.keys(deriveKeys(group, { current: 'a secret that serves in this test only' })),
  )
  expect(groups.flat()).toHaveLength(new Set(groups.flat()).size)
})

test('the keys of an election are others in a rehearsal, but for those of the ledger', () => {
  const rings = [
    { current: 'x'.repeat(32) },
    { current: 'y'.repeat(32), previous: 'x'.repeat(32), fixed: { person: 'AAAA' } },
  ]
  for (const group of keyGroups) {
    for (const ring of rings) {
      const [vote, rehearsal] = (['vote', 'rehearsal'] as const).map((mode) =>
        Object.values<KeyObject | KeyVersions>(deriveKeys(group, ring, mode)).flatMap((keys) =>
          (keys instanceof KeyObject ? [keys] : keys.map(({ key }) => key)).map((key) =>
            key.export().toString('hex'),
          ),
        ),
      ) as [string[], string[]]
      if (group === 'ledgerKeys') expect(rehearsal).toEqual(vote)
      else expect(new Set([...vote, ...rehearsal]).size).toBe(2 * vote.length)
    }
  }
})

test('the keys of an election are those of RFC 5869, so any language can derive them again', () => {
  const hmac = (key: string | Buffer, ...messages: (string | Buffer)[]) =>
    messages.reduce((mac, message) => mac.update(message), createHmac('sha256', key)).digest()
  const master = 'a master secret that serves in tests only'
  const pseudorandom = hmac('reassort', master)
  expect(currentKey(keys.identifier).export()).toEqual(
    hmac(pseudorandom, 'identifier', Buffer.from([1])),
  )
})

test('the keys of an election do not show when they are printed', () => {
  const printed = inspect(keys, { depth: 9 }) + JSON.stringify(keys)
  for (const key of hexOf(keys)) expect(printed).not.toContain(key.slice(0, 8))
})

const key = keys.identity

test('a keyed hash keeps its parts apart: no two lists of parts are taken for one another', () => {
  expect(keyedHash(key, 'ab', 'c')).not.toBe(keyedHash(key, 'a', 'bc'))
  expect(keyedHash(key, 'a', '')).not.toBe(keyedHash(key, 'a'))
  expect(keyedHash(key, '","')).not.toBe(keyedHash(key, '', ''))
})
