import { describe, expect, it } from 'vitest'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { initialsOf } from '../../shared/domain/voter/initials.ts'
import { holdsIdentifier } from '../../shared/domain/voter/voter.ts'
import { aVoter, keys, otherKeys, otherVoterId, voterId } from '../builders/values.ts'

describe("a voter's identifier", () => {
  const identifier = deriveIdentifier(keys, voterId, 'notice')
  const voter = aVoter({ identifierHash: hashIdentifier(keys, voterId, identifier) })

  it('is the one that the roll keeps the hash of, and no other', () => {
    expect(holdsIdentifier(keys, voter, identifier)).toBe(true)
    expect(holdsIdentifier(keys, voter, deriveIdentifier(keys, voterId, 'reissue-1'))).toBe(false)
    expect(holdsIdentifier(otherKeys, voter, identifier)).toBe(false)
  })

  it('is refused for another voter, even with the same hash copied over', () => {
    expect(holdsIdentifier(keys, { ...voter, voterId: otherVoterId }, identifier)).toBe(false)
  })
})

describe("a voter's initials", () => {
  it.each([
    ['Jean-Luc', 'Le Goff', 'JL'],
    [' Zoé ', ' d’Arcy', 'ZD'],
    ['e\u0301mile', 'œuvrard', 'ÉŒ'],
    ['Alice', '', 'A'],
    ['', '', ''],
  ])('of "%s" "%s" are "%s"', (firstName, lastName, initials) => {
    expect(initialsOf({ firstName, lastName })).toBe(initials)
  })
})
