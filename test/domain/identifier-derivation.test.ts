import { describe, expect, it } from 'vitest'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { keys, otherKeys, otherVoterId, voterId } from '../builders/values.ts'

describe('the identifier of a source', () => {
  it('differs by voter, by source and by election', () => {
    const four = [
      deriveIdentifier(keys, voterId, 'notice'),
      deriveIdentifier(keys, otherVoterId, 'notice'),
      deriveIdentifier(keys, voterId, 'reissue-1'),
      deriveIdentifier(otherKeys, voterId, 'notice'),
    ]
    expect(new Set(four).size).toBe(4)
  })

  it('does not repeat over ten thousand voters', () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      deriveIdentifier(keys, `voter-${index}`, 'notice'),
    )
    expect(new Set(all).size).toBe(10_000)
  })
})

describe('the hash that stands for an identifier', () => {
  const identifier = deriveIdentifier(keys, voterId, 'notice')

  it('is bound to the voter, the identifier and the election', () => {
    const hash = hashIdentifier(keys, voterId, identifier)
    expect(hashIdentifier(keys, voterId, identifier)).toBe(hash)
    expect(hashIdentifier(keys, otherVoterId, identifier)).not.toBe(hash)
    expect(hashIdentifier(otherKeys, voterId, identifier)).not.toBe(hash)
    expect(hashIdentifier(keys, voterId, deriveIdentifier(keys, voterId, 'reissue-1'))).not.toBe(
      hash,
    )
  })

  it('does not hold the identifier', () => {
    expect(hashIdentifier(keys, voterId, identifier).toUpperCase()).not.toContain(identifier)
  })
})
